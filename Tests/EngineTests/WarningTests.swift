import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution
import Testing

/// What a run has to say besides its rows, because something it needed was not there.
@Suite struct `Warnings of functions` {
  private func warnings(of query: String, lookups: [String: String] = [:], hasPlaces: Bool = false) async throws -> [String] {
    let engine = Engine()
    let compiled = engine.compile(query)
    try #require(compiled.isRunnable, "\(query): \(compiled.diagnostics.map(\.message))")
    var environment = QueryEnvironment(
      now: 1_723_640_400_000,
      readLookup: { (name) throws(ExecutionError) in
        guard let text = lookups[name] else { throw .unavailable("there is no lookup file '\(name)'") }
        return Array(text.utf8)
      })
    if hasPlaces { environment.locate = { _ in nil } }
    let events: [EventList.Event] = (0..<3).map { [("@timestamp", String(1000 + $0)), ("ip", "8.8.8.\($0)"), ("net", "10.0.0.\($0)")] }
    return try await engine.run(compiled, over: EventList(events), in: environment) { _ in .more }.warnings
  }

  @Test(arguments: ["ipLocation(ip)", "asn(ip)", "worldMap(ip=ip)"])
  func `without a database of addresses a function says once that it placed none`(query: String) async throws {
    let said = try await warnings(of: query)
    #expect(said.count == 1)
    #expect(said.allSatisfy { $0.hasPrefix(query.prefix { $0 != "(" }) && $0.contains("--mmdb") })
    #expect(try await warnings(of: query, hasPlaces: true) == [])
    #expect(try await warnings(of: query.replacing("ip)", with: "net)").replacing("ip=ip", with: "ip=net")) == [])
  }

  @Test func `columns that a file lacks are named with those it has`() async throws {
    let files = ["k.csv": "ip,v\n8.8.8.1,a\n"]
    let said = try await warnings(of: "match(file=\"k.csv\", field=ip, include=[v, vv])", lookups: files)
    #expect(said == ["match() added no 'vv': the lookup file 'k.csv' has no such column; its columns are 'ip', 'v'"])
    #expect(try await warnings(of: "match(file=\"k.csv\", field=ip, include=v)", lookups: files) == [])
  }
}
