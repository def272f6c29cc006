import MartletColumns
import MartletEngine
import MartletExecution
import Synchronization
import Testing

/// Queries that share a pass give what they give alone.
@Suite struct `Queries that share a pass` {
  private static let engine = Engine()
  private static let environment = QueryEnvironment(
    now: 1_723_640_400_000, start: 0, end: nil, hasStart: false, zone: .utc)

  @Test func `give the rows that they give alone, with any batches and workers, index or not`() async throws {
    var compared = 0
    for seed in UInt64(1)...12 {
      var random = RandomPipelines(seed: seed &* 7919)
      let events = (0..<6).flatMap { _ in random.events() }
      var queries: [CompiledQuery] = []
      var alone: [[String]] = []
      var texts: [String] = []
      for _ in 0..<30 {
        let text = random.query()
        let query = Self.engine.compile(text)
        // A query that fails ends the run of all.
        guard query.isRunnable, let rows = try? await rows(of: [query], over: events)[0] else { continue }
        queries.append(query)
        texts.append(text)
        alone.append(rows)
      }
      compared += alone.count { !$0.isEmpty }
      for (batchSize, workers) in [(1, 1), (7, 1), (2048, 1), (7, 4), (2048, 4)] {
        for usesIndex in [true, false] {
          var options = RunOptions(workers: workers, batchSize: batchSize)
          options.usesPredicateIndex = usesIndex
          let together = try await rows(of: queries, over: events, options)
          for number in queries.indices where together[number] != alone[number] {
            let way = "batches of \(batchSize), \(workers) workers, index \(usesIndex ? "on" : "off")"
            Issue.record("seed \(seed), \(way): \(texts[number]): \(together[number]), alone \(alone[number])")
          }
        }
      }
    }
    // The generator is of use only while its queries let something through.
    #expect(compared > 100, "only \(compared) queries gave rows")
  }

  /// Each query, and the numbers of the events below that it is about.
  @Test(arguments: [
    ("a=x", [1, 5]), ("a!=x", [0, 2, 3, 4, 6, 7]), ("a=*", [1, 2, 3, 5, 6, 7]), ("a!=*", [0, 4]), ("a=\"\"", [3]),
    ("not a=\"\"", [0, 1, 2, 4, 5, 6, 7]), ("a=x or b=1", [0, 1, 2, 5]), ("not (a=x or b=1)", [3, 4, 6, 7]),
    ("not (a=x and b=1)", [0, 2, 3, 4, 5, 6, 7]), ("a=x b=1", [1]), ("(a=x or b=1) (a=y or c=z)", [2, 5]),
    ("b > 1", [5, 6]), ("not b > 1", [0, 1, 2, 3, 4, 7]), ("b >= 1 b < 5", [0, 1, 2]), ("a=\"*x*\"", [1, 5, 6]),
    ("a=\"x*\"", [1, 5, 6]), ("a like \"x\"", [1, 5, 6]), ("a=/^X/i", [1, 5, 6]), ("a=/[xy]$/", [1, 2, 5, 6]),
    ("a=/mask/i", []), ("a=/mas./i", [7]), ("a=/\\u212A/", [7]), ("in(a, values=[X, y], ignoreCase=true)", [1, 2, 5]),
    ("in(a, values=[\"x*\"])", [1, 5, 6]), ("not in(a, values=[x])", [0, 2, 3, 4, 6, 7]),
    ("wildcard(field=a, pattern=\"X*\", ignoreCase=true)", [1, 5, 6]), ("a=/(?<d>x+)/ | d=x", [1, 5, 6]),
    ("z := 1 | a=x", [1, 5]), ("a := \"x\" | a=x", [0, 1, 2, 3, 4, 5, 6, 7]), ("true", [0, 1, 2, 3, 4, 5, 6, 7]),
    ("false", []), ("a=x or true", [0, 1, 2, 3, 4, 5, 6, 7]), ("case { a=x; b=1 | c=z }", [1, 5]), ("z", [5]),
  ])
  func `see every event that counts for them`(_ text: String, _ wanted: [Int]) async throws {
    let events: [EventList.Event] = [
      [("b", "1")], [("a", "x"), ("b", "1")], [("a", "y"), ("b", "1")], [("a", "")], [("c", "y")],
      [("a", "x"), ("b", "7"), ("c", "z")], [("a", "xy"), ("b", "10")], [("a", "mas\u{212A}")],
    ].enumerated().map { [("n", String($0))] + $1 }
    let queries = ["\(text) | select([n])", "a=never", "b=1 | count()"].map { Self.engine.compile($0) }
    let areRunnable = queries.allSatisfy(\.isRunnable)
    #expect(areRunnable)
    for sharesPasses in [true, false] {
      var options = RunOptions(batchSize: 3)
      options.sharesPasses = sharesPasses
      let rows = try await rows(of: queries, over: events, options)
      #expect(rows[0] == wanted.map { "n=\($0)" })
      #expect(rows[1] == [])
      #expect(rows[2] == ["_count=3"])
    }
  }

  @Test func `tell which of them see every event`() async throws {
    let texts = ["a=x", "count()", "free", "a=x or b=1", "not in(a, values=[x])", "a=/(?=x)x/", "a=x or count=/(?!y)/"]
    let runs = texts.map { QueryRun(Self.engine.compile($0)) { _ in .more } }
    let result = try await Self.engine.run(runs, over: EventList([]), in: Self.environment)
    #expect(result.passes.count == 1)
    #expect(result.passes[0].queries == Array(texts.indices))
    let seeAll = result.passes[0].seesEveryRow.map { texts[$0] }
    #expect(seeAll == ["count()", "free", "not in(a, values=[x])", "a=/(?=x)x/", "a=x or count=/(?!y)/"])
  }

  @Test func `make one pass for each view, and those that search the input one of their own`() async throws {
    let texts = [
      "a=x", "#event_simpleName=CloudResourceRead a=x", "a=y", "join({b=1}, field=a)",
      "#event_simpleName=CloudResourceModification | count()",
    ]
    let runs = texts.map { QueryRun(Self.engine.compile($0)) { _ in .more } }
    let result = try await Self.engine.run(runs, over: EventList([]), in: Self.environment)
    #expect(result.passes.map(\.queries) == [[0, 2], [1, 4], [3]])
    #expect(result.summaries.count == texts.count)
  }

  @Test func `may be more than one piece of a set of terms holds`() async throws {
    let events: [EventList.Event] = (0..<900).map { [("n", String($0)), ("a", "v\($0 % 700)"), ("b", "x\($0 % 7)y")] }
    let queries = (0..<700).map { Self.engine.compile("a=v\($0) b=\"*\($0 % 7)*\" | select([n])") }
    let rows = try await rows(of: queries, over: events, RunOptions(batchSize: 100))
    for number in 0..<700 {
      let wanted = [number, number + 700].filter { $0 < 900 && $0 % 7 == number % 7 }.map { "n=\($0)" }
      #expect(rows[number] == wanted)
    }
  }

  @Test func `that want no more rows leave the others theirs`() async throws {
    let events: [EventList.Event] = (0..<50).map { [("n", String($0)), ("a", "x")] }
    let counts = Mutex([0, 0])
    let runs = [0, 1].map { number in
      QueryRun(Self.engine.compile("a=x")) { batch in
        counts.withLock { $0[number] += batch.rowCount }
        return number == 0 ? .finished : .more
      }
    }
    let result = try await Self.engine.run(
      runs, over: EventList(events, eventsPerUnit: 5), in: Self.environment, options: RunOptions(batchSize: 2))
    #expect(counts.withLock { $0 } == [2, 50])
    #expect(result.summaries.map(\.rows) == [2, 50])
  }

  /// The rows of each query, in order.
  private func rows(
    of queries: [CompiledQuery], over events: [EventList.Event], _ options: RunOptions = RunOptions()
  ) async throws(ExecutionError) -> [[String]] {
    let rows = Mutex([[String]](repeating: [], count: queries.count))
    let runs = queries.enumerated().map { number, query in
      QueryRun(query) { batch in
        let texts = batch.columns.map { $0.asText() }
        for row in 0..<batch.rowCount {
          let fields = zip(batch.names, texts).compactMap { name, text in text.string(at: row).map { "\(name)=\($0)" } }
          rows.withLock { $0[number].append(fields.sorted().joined(separator: " ")) }
        }
        return .more
      }
    }
    let source = EventList(events, eventsPerUnit: options.workers == 1 ? 1 << 20 : 3)
    try await Self.engine.run(runs, over: source, in: Self.environment, options: options)
    return rows.withLock { $0 }
  }
}
