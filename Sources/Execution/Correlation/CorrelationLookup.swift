/// Finds the events of a query whose keys have the values that other queries' events give them.
struct CorrelationLookup {
  /// Where the values come from: the number of the value of each event of a query.
  struct Giver {
    var query: Int
    var values: [UInt32]
  }

  let query: Int
  let givers: [Giver]
  /// For each value in turn, the number of what it makes with those before it.
  private var steps: [[UInt64: UInt32]]
  private var starts: [UInt32]
  /// The events by their values, and ascending among those of the same.
  private let rows: [UInt32]

  /// - Parameters:
  ///   - variables: what the events are found by; without any, all are found.
  ///   - givers: for each variable, the query to ask for its value.
  init(of query: Int, in events: CorrelationEvents, by variables: [Int], from givers: [Int]) {
    self.query = query
    self.givers = zip(givers, variables).map { giver, variable in
      Giver(query: giver, values: events.queries[giver].values[variable] ?? [])
    }
    let own = events.queries[query]
    let columns = variables.map { own.values[$0] ?? [] }
    let count = columns.allSatisfy { $0.count == own.count } ? own.count : 0
    steps = variables.map { _ in [:] }
    var numbers = [UInt32](repeating: 0, count: count)
    var distinct = 1
    for (step, column) in columns.enumerated() {
      var known: [UInt64: UInt32] = [:]
      for row in 0..<count {
        let key = Self.key(numbers[row], column[row])
        let next = UInt32(known.count)
        numbers[row] = known[key] ?? next
        if numbers[row] == next { known[key] = next }
      }
      distinct = known.count
      steps[step] = known
    }
    starts = [UInt32](repeating: 0, count: distinct + 1)
    for number in numbers { starts[Int(number) + 1] += 1 }
    for number in 0..<distinct { starts[number + 1] += starts[number] }
    var next = starts
    var rows = [UInt32](repeating: 0, count: count)
    for (row, number) in numbers.enumerated() {
      rows[Int(next[Int(number)])] = UInt32(row)
      next[Int(number)] += 1
    }
    self.rows = rows
  }

  private static func key(_ number: UInt32, _ value: UInt32) -> UInt64 { UInt64(number) << 32 | UInt64(value) }

  /// The places of the events that go by their keys with the events chosen of the givers.
  func places(beside chosen: [Int]) -> Range<Int> {
    var number: UInt32 = 0
    for (step, giver) in givers.enumerated() {
      guard let next = steps[step][Self.key(number, giver.values[chosen[giver.query]])] else { return 0..<0 }
      number = next
    }
    return Int(starts[Int(number)])..<Int(starts[Int(number) + 1])
  }

  func event(at place: Int) -> CorrelationFit.Event {
    CorrelationFit.Event(query: query, number: Int(rows[place]))
  }

  /// The first of these places whose event is not too early, or their end.
  func first(of places: Range<Int>, from earliest: CorrelationFit.Earliest, by fit: CorrelationFit) -> Int {
    if earliest.isAny { return places.lowerBound }
    var (low, high) = (places.lowerBound, places.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if fit.admits(event(at: middle), earliest) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
