import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletEngine
@testable import MartletExecution
import Synchronization
import Testing

/// Correlations that would take for ever if every combination were tried.
@Suite struct `Correlations` {
  private func rows(_ query: String, over events: [EventList.Event]) async throws -> Int {
    let engine = Engine()
    let compiled = engine.compile(query)
    try #require(compiled.isRunnable, "\(query): \(compiled.diagnostics.map(\.message))")
    return try await engine.run(
      compiled, over: EventList(events), in: QueryEnvironment(now: 1_723_640_400_000)) { _ in .more }.rows
  }

  private static let start = 1_700_000_000_000

  /// A success, then failures only, one a second.
  private static let failures: [EventList.Event] =
    [[("@timestamp", "\(start)"), ("t", "ok"), ("u", "x")]]
    + (1...3000).map { [("@timestamp", "\(start + 1000 * $0)"), ("t", "fail"), ("u", "x")] }

  private static let failuresThenSuccess =
    "correlate(A: { t=fail }, B: { t=fail | u <=> A.u }, C: { t=fail | u <=> A.u }, D: { t=ok | u <=> A.u }, "

  @Test(.timeLimit(.minutes(1)), arguments: ["sequence=true)", "sequence=true, within=10m)"])
  func `whose last event comes before all others give nothing, and that soon`(options: String) async throws {
    #expect(try await rows(Self.failuresThenSuccess + options, over: Self.failures) == 0)
  }

  @Test(.timeLimit(.minutes(1)))
  func `find the success after many failures`() async throws {
    let success: EventList.Event = [("@timestamp", "\(Self.start + 3_001_000)"), ("t", "ok"), ("u", "x")]
    let events = Self.failures + [success]
    #expect(try await rows(Self.failuresThenSuccess + "sequence=true)", over: events) == 2998)
    #expect(try await rows(Self.failuresThenSuccess + "sequence=true, within=10m)", over: events) == 598)
  }

  @Test(.timeLimit(.minutes(1)))
  func `whose last event would have to be another one twice give nothing, and that soon`() async throws {
    let events: [EventList.Event] = (0..<1500).map {
      [("@timestamp", "\(Self.start + $0)"), ("t", "a"), ("u", "x"), ("z", "z\($0)")]
    }
    let query = "correlate(A: { t=a }, B: { t=a | u <=> A.u }, C: { t=a | u <=> A.u }, D: { t=a | u <=> A.u | z <=> B.z })"
    #expect(try await rows(query, over: events) == 0)
  }

  /// E goes with D by z and with A by y, yet never with both: B and C have nothing to do with that.
  @Test(.timeLimit(.minutes(1)))
  func `do not try again what has nothing to do with a failure`() async throws {
    var events: [EventList.Event] = []
    for number in 0..<400 {
      events.append([("@timestamp", "\(Self.start + number)"), ("t", "a"), ("u", "x"), ("y", "\(number % 2)")])
      events.append([("@timestamp", "\(Self.start + 1000 + number)"), ("t", "b"), ("u", "x")])
      events.append([("@timestamp", "\(Self.start + 2000 + number)"), ("t", "c"), ("u", "x")])
      events.append(
        [("@timestamp", "\(Self.start + 3000 + number)"), ("t", "d"), ("u", "x"), ("y", "\(number % 2)"), ("z", "\(number)")])
      events.append(
        [("@timestamp", "\(Self.start + 4000 + number)"), ("t", "e"), ("y", "\(1 - number % 2)"), ("z", "\(number)")])
    }
    let query =
      "correlate(A: { t=a }, B: { t=b | u <=> A.u }, C: { t=c | u <=> A.u }, D: { t=d | y <=> A.y }, E: { t=e | z <=> D.z | y <=> A.y }, "
    #expect(try await rows(query + "sequence=true)", over: events) == 0)
    #expect(try await rows(query + "within=1h)", over: events) == 0)
  }

  /// Sixteen events for seventeen places: that there is one too few shows only when all but one are taken.
  @Test func `that are too much for any search name their limit`() {
    let queries = (0..<17).map { number in
      Correlation.Query(
        name: "Q\(number)", pipeline: .init(index: 0), keys: [("u", 0)], output: [], outputsAll: false)
    }
    let correlation = Correlation(
      queries: queries, variableCount: 1, root: 0, isSequence: false, order: [], jitter: 0, within: nil, mostPerRoot: 1,
      usesEventsOnce: false)
    let events = Batch(
      [("@timestamp", .integer(NumberColumn((0..<16).map { Int64($0) }))), ("u", .constant("x", count: 16))],
      rowCount: 16)
    var search = CorrelationSearch(
      correlation, CorrelationEvents(queries.map { _ in [events] }, of: correlation), mostAttempts: 10_000)
    let error = #expect(throws: ExecutionError.self) { _ = try search.constellations() }
    guard case .limitExceeded(let message)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.contains("correlate()") && message.contains("10000"))
  }

  /// All combinations, tried one by one, give the same constellations in the same order.
  @Test func `find what trying everything finds`() throws {
    var random = SplitMix(seed: 20_240_814)
    for _ in 0..<1000 {
      let correlation = Self.randomCorrelation(&random)
      let candidates = correlation.queries.map { _ in [Self.randomEvents(&random)] }
      let events = CorrelationEvents(candidates, of: correlation)
      var search = CorrelationSearch(correlation, events)
      let found = try search.constellations()
      let all = CorrelationEvents(candidates, of: correlation, removesUseless: false)
      let wanted = Self.everyConstellation(of: correlation, all)
      #expect(Self.positions(of: found, events) == Self.positions(of: wanted, all))
    }
  }

  private static func positions(of constellations: [[Int]], _ all: CorrelationEvents) -> [[UInt64]] {
    constellations.map { events in zip(events, all.queries).map { $1.positions[$0] } }
  }

  private static func randomCorrelation(_ random: inout SplitMix) -> Correlation {
    let count = 2 + Int(random.next() % 4)
    let queries = (0..<count).map { number in
      var keys = [("k0", 0)]
      if random.next() % 2 == 0 { keys.append(("k1", 1)) }
      return Correlation.Query(
        name: "Q\(number)", pipeline: .init(index: 0), keys: keys, output: [], outputsAll: false)
    }
    let isSequence = random.next() % 2 == 0
    return Correlation(
      queries: queries, variableCount: 2, root: Int(random.next() % UInt64(count)), isSequence: isSequence,
      order: isSequence && random.next() % 4 == 0 ? ["k1"] : [],
      jitter: isSequence && random.next() % 3 == 0 ? 2 : 0, within: random.next() % 2 == 0 ? 6 : nil,
      mostPerRoot: 1 + Int(random.next() % 3), usesEventsOnce: random.next() % 3 == 0)
  }

  private static func randomEvents(_ random: inout SplitMix) -> Batch {
    let count = 1 + Int(random.next() % 7)
    let columns = ["@timestamp", "k0", "k1"].map { name in
      let range: UInt64 = name == "@timestamp" ? 14 : name == "k0" ? 2 : 3
      return (name, Column.integer(NumberColumn((0..<count).map { _ in Int64(random.next() % range) })))
    }
    // Queries find some of the same events.
    var positions = Set<UInt64>()
    while positions.count < count { positions.insert(random.next() % 12) }
    return Batch(columns, rowCount: count, positions: positions.sorted())
  }

  private static func everyConstellation(of correlation: Correlation, _ events: CorrelationEvents) -> [[Int]] {
    let fit = CorrelationFit(correlation, events)
    let turns = [correlation.root] + correlation.queries.indices.filter { $0 != correlation.root }
    var used = Set<[Int]>()
    var found: [[Int]] = []
    var chosen = [Int](repeating: -1, count: turns.count)
    var foundForRoot = 0
    func fill(_ turn: Int) {
      if foundForRoot >= correlation.mostPerRoot { return }
      guard turn < turns.count else {
        found.append(chosen)
        foundForRoot += 1
        if correlation.usesEventsOnce { for (query, event) in chosen.enumerated() { used.insert([query, event]) } }
        return
      }
      let query = turns[turn]
      for event in 0..<events.queries[query].count {
        if turn == 0 { foundForRoot = 0 }
        if turns[..<turn].contains(where: { used.contains([$0, chosen[$0]]) }) { break }
        if used.contains([query, event]) { continue }
        let fits = turns[..<turn].allSatisfy { other in
          let shared = events.queries[query].values.keys.allSatisfy { variable in
            let others = events.queries[other].values[variable]
            return others == nil || others?[chosen[other]] == events.queries[query].values[variable]?[event]
          }
          return shared
            && fit.verdict(on: .init(query: query, number: event), beside: .init(query: other, number: chosen[other]))
              == .fits
        }
        if fits {
          chosen[query] = event
          fill(turn + 1)
        }
      }
      chosen[query] = -1
    }
    fill(0)
    return found
  }
}

private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
