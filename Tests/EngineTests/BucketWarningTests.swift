import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution
import Testing

/// Buckets whose length is not the one asked for: that is said once, by the name of the function.
@Suite struct `Buckets of another length` {
  private func warnings(_ query: String, start: Int64? = nil, end: Int64? = nil) async throws -> [String] {
    let engine = Engine()
    let compiled = engine.compile(query)
    try #require(compiled.isRunnable, "\(query): \(compiled.diagnostics.map(\.message))")
    let events: [EventList.Event] = (0..<10).map { [("@timestamp", String(1_700_002_800_000 + 300_000 * $0))] }
    let environment = QueryEnvironment(
      now: 1_723_640_400_000, start: start ?? 0, end: end, hasStart: start != nil)
    return try await engine.run(
      compiled, over: EventList(events, eventsPerUnit: 2), in: environment, options: RunOptions(workers: 4)) { _ in .more
    }.warnings
  }

  @Test(arguments: ["bucket(buckets=4)", "bucket()", "timeChart(buckets=4)", "timeChart()", "bucket(minSpan=2h)"])
  func `are named where the search has no start`(query: String) async throws {
    let found = try await warnings(query)
    #expect(found.count == 1)
    let name = query.prefix { $0 != "(" }
    #expect(found.allSatisfy { $0.hasPrefix("\(name)()") && $0.contains("without a start") && $0.contains("span=") })
  }

  @Test func `are named where minSpan is longer than the interval, or changes nothing`() async throws {
    let (start, end): (Int64, Int64) = (1_700_002_800_000, 1_700_006_400_000)
    #expect(
      try await warnings("bucket(minSpan=2h)", start: start, end: end)
        == ["bucket() has a minSpan longer than the interval of the search, and took the interval"])
    #expect(
      try await warnings("timeChart(span=1h, minSpan=2h)", start: start, end: end)
        == ["timeChart() has a span, so minSpan changes nothing"])
  }

  @Test(arguments: ["bucket(1h)", "timeChart(span=1h)"]) func `are not those that are written`(query: String) async throws {
    #expect(try await warnings(query) == [])
  }

  @Test(arguments: ["bucket()", "timeChart(buckets=4)", "bucket(minSpan=10m)"])
  func `are not those of a known interval`(query: String) async throws {
    #expect(try await warnings(query, start: 1_700_002_800_000, end: 1_700_006_400_000) == [])
  }
}
