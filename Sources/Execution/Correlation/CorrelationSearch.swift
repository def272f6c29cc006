import MartletColumns

/// Puts events of several queries together: one event for each, with equal keys, in order and close enough in time.
///
/// The events of the root are taken one after the other; the other queries are tried in the order written, each from
/// its first event, so the earliest combinations come first.
struct CorrelationSearch {
  private let correlation: Correlation
  private let events: [CorrelationEvents.Events]
  /// The queries in the order in which they are tried; the root is the first.
  private let turns: [Int]
  /// For each turn, the events by the values that earlier turns have bound; `nil` where they have bound none.
  private var indices: [ValueIndex?] = []
  /// For each query, whether an event has been used; only where events are used once.
  private var used: [[Bool]]
  /// The event of each query that has had its turn.
  private var chosen: [Int]
  private var found: [[Int]] = []
  private var foundForRoot = 0
  private var attempts = 0

  /// Combinations tried for one event of the root before the search gives up.
  static let mostAttempts = 5_000_000

  init(_ correlation: Correlation, _ events: CorrelationEvents) {
    self.correlation = correlation
    self.events = events.queries
    turns = [correlation.root] + correlation.queries.indices.filter { $0 != correlation.root }
    used = events.queries.map { correlation.usesEventsOnce ? Array(repeating: false, count: $0.count) : [] }
    chosen = Array(repeating: -1, count: events.queries.count)
    var bound: Set<Int> = []
    for turn in turns {
      let own = Set(correlation.queries[turn].keys.map(\.variable))
      let known = own.intersection(bound).sorted()
      indices.append(known.isEmpty ? nil : ValueIndex(of: events.queries[turn], by: known))
      bound.formUnion(own)
    }
  }

  /// The constellations found: for each query, the number of its event.
  mutating func constellations() throws(ExecutionError) -> [[Int]] {
    for root in 0..<events[correlation.root].count {
      if isUsed(correlation.root, root) { continue }
      foundForRoot = 0
      attempts = 0
      chosen[correlation.root] = root
      try fill(turn: 1)
      chosen[correlation.root] = -1
    }
    return found
  }

  private func isUsed(_ query: Int, _ event: Int) -> Bool { correlation.usesEventsOnce && used[query][event] }

  /// Tries the events of a turn's query, and the turns after it.
  private mutating func fill(turn: Int) throws(ExecutionError) {
    guard turn < turns.count else {
      found.append(chosen)
      foundForRoot += 1
      if correlation.usesEventsOnce {
        for (query, event) in chosen.enumerated() { used[query][event] = true }
      }
      return
    }
    let query = turns[turn]
    let own = events[query]
    let earliest = earliest(of: query)
    if let index = indices[turn] {
      let some = index.events(like: valuesBound(index.variables))
      let start = some.partitioningIndex { earliest.admits(own, Int($0)) }
      for event in some[start...] {
        if try !place(Int(event), of: query, turn) { break }
        if isDone(turn) { break }
      }
    } else {
      let all = 0..<own.count
      for event in all[all.partitioningIndex { earliest.admits(own, $0) }...] {
        if try !place(event, of: query, turn) { break }
        if isDone(turn) { break }
      }
    }
    chosen[query] = -1
  }

  /// From where on events of a query can fit: those before are passed over unseen.
  private struct Earliest {
    var rank: UInt32 = 0
    var time = Int64.min

    /// Grows along the events of a query, which are in order.
    func admits(_ events: CorrelationEvents.Events, _ event: Int) -> Bool {
      events.ranks[event] >= rank && events.times[event] >= time
    }
  }

  private func earliest(of query: Int) -> Earliest {
    var earliest = Earliest()
    let isTimed = correlation.order.isEmpty
    for (other, choice) in chosen.enumerated() where choice >= 0 && other != query {
      let others = events[other]
      if correlation.isSequence, other < query {
        if correlation.jitter == 0 { earliest.rank = max(earliest.rank, others.ranks[choice]) }
        if correlation.jitter > 0, isTimed {
          earliest.time = max(earliest.time, Self.difference(others.times[choice], correlation.jitter))
        }
      }
      if isTimed, let within = correlation.within {
        earliest.time = max(earliest.time, Self.difference(others.times[choice], within))
      }
    }
    return earliest
  }

  private static func difference(_ time: Int64, _ span: Int64) -> Int64 {
    let (difference, overflow) = time.subtractingReportingOverflow(span)
    return overflow ? .min : difference
  }

  /// Whether nothing more is wanted for the root's event, or one of the events chosen was used up.
  private func isDone(_ turn: Int) -> Bool {
    if foundForRoot >= correlation.mostPerRoot { return true }
    guard correlation.usesEventsOnce else { return false }
    return turns[..<turn].contains { used[$0][chosen[$0]] }
  }

  /// Tries an event; false when no later one can fit either.
  private mutating func place(_ event: Int, of query: Int, _ turn: Int) throws(ExecutionError) -> Bool {
    attempts += 1
    if attempts > Self.mostAttempts {
      throw .limitExceeded(
        """
        correlate() tried \(Self.mostAttempts) combinations for one event of \
        '\(correlation.queries[correlation.root].name)': link more fields, or give within
        """)
    }
    switch fit(of: event, query) {
    case .fits:
      if isUsed(query, event) { return true }
      chosen[query] = event
      try fill(turn: turn + 1)
      return true
    case .doesNotFit: return true
    case .isTooLate: return false
    }
  }

  private enum Fit { case fits, doesNotFit, isTooLate }

  /// Whether an event goes with those chosen so far. Keys that the index did not ask are equal by construction.
  private func fit(of event: Int, _ query: Int) -> Fit {
    let own = events[query]
    // Events come in the order of time unless fields give another.
    let isTimed = correlation.order.isEmpty
    for (other, choice) in chosen.enumerated() where choice >= 0 && other != query {
      let others = events[other]
      if own.positions[event] == others.positions[choice] { return .doesNotFit }
      if let within = correlation.within {
        let distance = own.times[event] - others.times[choice]
        if distance > within { return isTimed ? .isTooLate : .doesNotFit }
        if -distance > within { return .doesNotFit }
      }
      if correlation.isSequence {
        let isAfter = query > other
        if follows(isAfter ? (query, event) : (other, choice), isAfter ? (other, choice) : (query, event)) { continue }
        // A later event of this query comes even later.
        return isAfter || correlation.jitter > 0 ? .doesNotFit : .isTooLate
      }
    }
    return .fits
  }

  /// Whether an event comes after another, give or take the jitter.
  private func follows(_ late: (query: Int, event: Int), _ early: (query: Int, event: Int)) -> Bool {
    if events[late.query].ranks[late.event] > events[early.query].ranks[early.event] { return true }
    guard correlation.jitter > 0 else { return false }
    return events[early.query].times[early.event] - events[late.query].times[late.event] <= correlation.jitter
  }

  /// The values of variables that turns before have bound.
  private func valuesBound(_ variables: [Int]) -> [UInt32] {
    variables.map { variable in
      for (query, event) in chosen.enumerated() where event >= 0 {
        if let values = events[query].values[variable] { return values[event] }
      }
      preconditionFailure("a turn asks only for what turns before have bound")
    }
  }
}

/// The events of a query by the values of some variables.
private struct ValueIndex {
  let variables: [Int]
  private let tuples: TupleTable
  private var starts: [UInt32]
  private var rows: [UInt32]

  init(of events: CorrelationEvents.Events, by variables: [Int]) {
    self.variables = variables
    let parts = variables.map { events.values[$0] ?? [] }
    var tuples = TupleTable(width: variables.count)
    let count = parts.allSatisfy { $0.count == events.count } ? events.count : 0
    let numbers = tuples.numbers(of: parts, rowCount: count)
    starts = [UInt32](repeating: 0, count: tuples.count + 1)
    for number in numbers { starts[Int(number) + 1] += 1 }
    for tuple in 0..<tuples.count { starts[tuple + 1] += starts[tuple] }
    var next = starts
    rows = [UInt32](repeating: 0, count: count)
    for (row, number) in numbers.enumerated() {
      rows[Int(next[Int(number)])] = UInt32(row)
      next[Int(number)] += 1
    }
    self.tuples = tuples
  }

  /// The events that have these values, ascending.
  func events(like values: [UInt32]) -> ArraySlice<UInt32> {
    let tuple = tuples.knownNumbers(of: values.map { [$0] }, rowCount: 1)[0]
    if tuple == TupleTable.unknown { return [] }
    return rows[Int(starts[Int(tuple)])..<Int(starts[Int(tuple) + 1])]
  }
}

extension RandomAccessCollection {
  /// The first index whose element, and so that of every later one, meets a condition.
  fileprivate func partitioningIndex(where isMet: (Element) -> Bool) -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let half = length / 2
      let middle = index(low, offsetBy: half)
      if isMet(self[middle]) {
        length = half
      } else {
        low = index(after: middle)
        length -= half + 1
      }
    }
    return low
  }
}
