import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution
import Synchronization
import Testing

/// LogScale's own limits: they bite where they are asked for, say so with name and value, and are off otherwise.
@Suite struct `LogScale's limits` {
  /// A query that a limit bites.
  struct Limited: Sendable, CustomTestStringConvertible {
    var query: String
    /// The rows there are, and those the limit leaves.
    var all: Int
    var kept: Int
    /// Parts of the warning.
    var says: [String]
    var testDescription: String { query }
    /// The events it takes.
    var size: Int { says.contains("20000") ? manyCount : count }

    init(_ query: String, all: Int, kept: Int, says: String...) {
      self.query = query
      self.all = all
      self.kept = kept
      self.says = says
    }
  }

  private static let count = 2050
  /// More than there may be groups.
  private static let manyCount = 20_010

  static let queries: [Limited] = [
    Limited("k=*", all: count, kept: 200, says: "tail(200)"),
    Limited("x := v + 1 | select([k, x])", all: count, kept: 200, says: "tail(200)"),
    Limited("case { v=1; * }", all: count, kept: 200, says: "tail(200)"),
    Limited("groupBy(k)", all: manyCount, kept: 20_000, says: "groupBy()", "20000"),
    Limited("sort(v)", all: count, kept: 200, says: "sort()", "200"),
    Limited("table([k, v])", all: count, kept: 200, says: "table()", "200"),
    Limited("head()", all: count, kept: 200, says: "head()", "200"),
    Limited("tail()", all: count, kept: 200, says: "tail()", "200"),
    Limited("groupBy(one, function=collect(k)) | splitString(k, by=\"\\n\", as=p) | split(p)", all: count, kept: 2000,
      says: "collect()", "2000"),
    Limited("collect(k, multival=false)", all: count, kept: 2000, says: "collect()", "2000"),
    Limited("n=0 | regex(\"(?<m>x)\", field=many, repeat=true) | groupBy(one)", all: 1, kept: 1, says: "regex()", "100"),
    Limited("n=0 | many=/(?<m>x)/g | groupBy(one)", all: 1, kept: 1, says: "regex()", "100"),
    Limited("selfJoin(k, where=[{v>=0}], collect=[v]) | count()", all: 1, kept: 1, says: "selfJoin()", "20000"),
  ]

  private static func events(_ count: Int) -> [EventList.Event] {
    (0..<count).map { event($0) }
  }

  private static func event(_ number: Int) -> EventList.Event {
    [
      ("@timestamp", String(1_700_000_000_000 + number)), ("k", "key-\(number)"), ("v", String(number % 977)),
      ("n", String(number)), ("one", "1"), ("many", number == 0 ? String(repeating: "x", count: 150) : "y"),
    ]
  }

  private func run(
    _ query: String, over events: [EventList.Event], appliesLimits: Bool, workers: Int = 1
  ) async throws -> (rows: Int, warnings: [String]) {
    let engine = Engine()
    let compiled = engine.compile(query)
    try #require(compiled.isRunnable, "\(query): \(compiled.diagnostics.map(\.message))")
    let environment = QueryEnvironment(now: 1_723_640_400_000, appliesLimits: appliesLimits)
    let source = EventList(events, eventsPerUnit: workers == 1 ? 65_536 : 250)
    let summary = try await engine.run(
      compiled, over: source, in: environment, options: RunOptions(workers: workers)) { _ in .more }
    return (summary.rows, summary.warnings)
  }

  @Test(arguments: queries, [1, 4])
  func `a limit that bites is named, however many workers there are`(limited: Limited, workers: Int) async throws {
    let outcome = try await run(
      limited.query, over: Self.events(limited.size), appliesLimits: true, workers: workers)
    #expect(outcome.rows == limited.kept)
    #expect(outcome.warnings.count(where: { warning in limited.says.allSatisfy(warning.contains) }) == 1)
  }

  @Test(arguments: queries) func `without being asked for no limit bites`(limited: Limited) async throws {
    let outcome = try await run(limited.query, over: Self.events(limited.size), appliesLimits: false)
    #expect(outcome.rows == limited.all)
    #expect(outcome.warnings == [])
  }

  @Test(arguments: [
    "sort(v, limit=300)", "table([k], limit=300)", "head(300)", "tail(300)",
  ]) func `a number that is written holds with limits and without, and needs no words`(query: String) async throws {
    for appliesLimits in [true, false] {
      let outcome = try await run(query, over: Self.events(400), appliesLimits: appliesLimits)
      #expect(outcome.rows == 300)
      #expect(outcome.warnings == [])
    }
  }

  @Test(arguments: ["groupBy(k, limit=300)", "collect(k, limit=300, multival=false)"])
  func `a number that is written and leaves groups or values out is named`(query: String) async throws {
    for appliesLimits in [true, false] {
      let outcome = try await run(query, over: Self.events(400), appliesLimits: appliesLimits)
      #expect(outcome.rows == 300)
      #expect(outcome.warnings.count == 1)
      #expect(outcome.warnings.allSatisfy { $0.contains("300") && $0.contains("the limit that was written") })
      let whole = try await run(query, over: Self.events(300), appliesLimits: appliesLimits)
      #expect(whole.warnings == [])
    }
  }

  /// All events are in one worker's hands, and what it has cut is gone when the others' states are added.
  @Test(arguments: ["n=*", "sort(v)", "table([k])", "head()", "tail()"])
  func `a limit that bites in one worker of several is named`(query: String) async throws {
    let outcome = try await run(query, over: Self.events(250), appliesLimits: true, workers: 4)
    #expect(outcome.rows == 200)
    #expect(outcome.warnings.count == 1)
  }

  @Test func `what is below a limit is left alone`() async throws {
    for query in ["k=*", "sort(v)", "table([k])", "head()", "tail()", "groupBy(k)"] {
      let outcome = try await run(query, over: Self.events(200), appliesLimits: true)
      #expect(outcome.rows == 200)
      #expect(outcome.warnings == [])
    }
  }

  @Test func `the implicit tail keeps the newest events, though their time is not output`() async throws {
    let engine = Engine()
    let events: [EventList.Event] = (0..<500).map { [("@timestamp", String(1000 - $0)), ("n", String($0))] }
    let found = Mutex<[String]>([])
    let environment = QueryEnvironment(now: 1_723_640_400_000, appliesLimits: true)
    _ = try await engine.run(engine.compile("select(n)"), over: EventList(events), in: environment) { batch in
      let texts = batch.text(of: "n")
      found.withLock { found in found += (0..<batch.rowCount).compactMap { texts.string(at: $0) } }
      return .more
    }
    #expect(found.withLock { $0 } == (0..<200).map { String($0) })
  }

  @Test func `max stands for LogScale's maximum, and says so`() async throws {
    let events: [EventList.Event] = (0..<200_001).map { [("@timestamp", String($0)), ("v", String($0))] }
    let limited = try await run("sort(v, limit=max) | count()", over: events, appliesLimits: true)
    #expect(limited.warnings.contains { $0.contains("sort()") && $0.contains("200000") })
  }

  @Test func `a join takes 100,000 rows`() async throws {
    let events: [EventList.Event] = (0..<100_001).map { [("@timestamp", String($0)), ("v", String($0))] }
    let query = "v=1 | join({v=*}, field=v, include=v) | count()"
    let limited = try await run(query, over: events, appliesLimits: true)
    #expect(limited.warnings.contains { $0.contains("join()") && $0.contains("100000") })
  }
}
