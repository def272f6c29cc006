import MartletColumns

/// The events of each query of a correlation, in order, with their keys as numbers.
struct CorrelationEvents {
  /// The events of one query, in ascending order.
  struct Events {
    var rows: Batch
    /// Epoch milliseconds.
    var times: [Int64] = []
    /// Where an event stands among those of all queries.
    var ranks: [UInt32] = []
    /// Where an event stands in the input: tells whether two queries found the same one.
    var positions: [UInt64] = []
    /// For each variable that the query binds, the number of each event's value.
    var values: [Int: [UInt32]] = [:]

    var count: Int { ranks.count }

    mutating func keep(_ kept: [UInt32]) {
      rows = rows.gather(kept)
      times = kept.map { times[Int($0)] }
      ranks = kept.map { ranks[Int($0)] }
      positions = kept.map { positions[Int($0)] }
      values = values.mapValues { numbers in kept.map { numbers[Int($0)] } }
    }
  }

  private(set) var queries: [Events]

  /// - Parameters:
  ///   - candidates: for each query, what it found, every row with a value for every key.
  ///   - removesUseless: whether events go that no constellation can have.
  init(_ candidates: [[Batch]], of correlation: Correlation, removesUseless: Bool = true) {
    queries = candidates.map { Events(rows: Batch.concatenating($0.isEmpty ? [Batch(rowCount: 0)] : $0)) }
    putInOrder(by: correlation.order)
    numberValues(correlation)
    guard removesUseless else { return }
    removeUnmatched(correlation)
    removeWithoutPartner(correlation)
  }

  /// Keeps some of the events of a query, ascending.
  mutating func keep(_ kept: [UInt32], of query: Int) { queries[query].keep(kept) }

  /// Sorts the events of each query, and ranks those of all: by the fields given or else by time, then as they came.
  private mutating func putInOrder(by fields: [String]) {
    var places: [(query: Int, row: Int)] = []
    let rowTimes = queries.map { Self.times(of: $0.rows) }
    let texts = queries.map { query in fields.map { query.rows.text(of: $0) } }
    for (index, query) in queries.enumerated() {
      queries[index].positions =
        query.rows.positions.isEmpty ? (0..<UInt64(query.rows.rowCount)).map { $0 } : query.rows.positions
      places += (0..<query.rows.rowCount).map { (index, $0) }
    }
    let positions = queries.map(\.positions)
    places.sort { left, right in
      for field in fields.indices {
        let order = Self.compare(texts[left.query][field], left.row, texts[right.query][field], right.row)
        if order != 0 { return order < 0 }
      }
      if fields.isEmpty {
        let (early, late) = (rowTimes[left.query][left.row], rowTimes[right.query][right.row])
        if early != late { return early < late }
      }
      let (first, second) = (positions[left.query][left.row], positions[right.query][right.row])
      return first != second ? first < second : (left.query, left.row) < (right.query, right.row)
    }
    var orders = queries.map { _ in [UInt32]() }
    var ranks = queries.map { _ in [UInt32]() }
    for (rank, place) in places.enumerated() {
      orders[place.query].append(UInt32(place.row))
      ranks[place.query].append(UInt32(rank))
    }
    for index in queries.indices {
      let order = orders[index]
      queries[index].rows = queries[index].rows.gather(order)
      queries[index].positions = order.map { positions[index][Int($0)] }
      queries[index].times = order.map { rowTimes[index][Int($0)].milliseconds }
      queries[index].ranks = ranks[index]
    }
  }

  private struct Time: Comparable {
    var milliseconds: Int64
    var nanoseconds: Double

    static func < (left: Time, right: Time) -> Bool {
      (left.milliseconds, left.nanoseconds) < (right.milliseconds, right.nanoseconds)
    }
  }

  private static func times(of rows: Batch) -> [Time] {
    let times = rows.numbers(of: "@timestamp")
    let nanos = rows.numbers(of: "@timestamp.nanos")
    return (0..<rows.rowCount).map { row in
      let time = times.isPresent(row) ? Int64(exactly: times.values[row].rounded(.down)) : nil
      return Time(milliseconds: time ?? 0, nanoseconds: nanos.isPresent(row) ? nanos.values[row] : 0)
    }
  }

  /// Negative, zero or positive; a missing text comes first.
  private static func compare(_ left: TextColumn, _ leftRow: Int, _ right: TextColumn, _ rightRow: Int) -> Int {
    guard left.isPresent(leftRow), right.isPresent(rightRow) else {
      return (left.isPresent(leftRow) ? 1 : 0) - (right.isPresent(rightRow) ? 1 : 0)
    }
    let leftText = left.storage.span.extracting(left.range(of: leftRow))
    let rightText = right.storage.span.extracting(right.range(of: rightRow))
    for index in 0..<min(leftText.count, rightText.count) where leftText[index] != rightText[index] {
      return Int(leftText[index]) - Int(rightText[index])
    }
    return leftText.count - rightText.count
  }

  /// Numbers the values of the keys; events that give one variable two values go.
  private mutating func numberValues(_ correlation: Correlation) {
    var interner = TextInterner()
    for (index, query) in correlation.queries.enumerated() {
      var kept = RowMask(allOf: queries[index].count)
      for key in query.keys where queries[index].count > 0 {
        guard let column = queries[index].rows[key.field] else { continue }
        let numbers = interner.intern(column)
        if let known = queries[index].values[key.variable] {
          kept.keep { known[$0] == numbers[$0] }
        } else {
          queries[index].values[key.variable] = numbers
        }
      }
      if !kept.isFull { queries[index].keep(kept.rows) }
    }
  }

  /// Removes events whose values no event of another query has, again and again while that pays: what is left is
  /// small.
  private mutating func removeUnmatched(_ correlation: Correlation) {
    for _ in 0..<8 {
      var removed = 0
      for variable in 0..<correlation.variableCount {
        let sharing = correlation.queries.indices.filter { index in
          correlation.queries[index].keys.contains { $0.variable == variable }
        }
        if sharing.count < 2 { continue }
        var common: Set<UInt32>?
        for index in sharing {
          let values = Set(queries[index].values[variable] ?? [])
          common = common?.intersection(values) ?? values
        }
        for index in sharing {
          let before = queries[index].count
          guard let common, let values = queries[index].values[variable] else { continue }
          let kept = values.indices.filter { common.contains(values[$0]) }
          if kept.count == before { continue }
          removed += before - kept.count
          queries[index].keep(kept.map { UInt32($0) })
        }
      }
      if removed == 0 { return }
    }
  }

  /// The rows of the constellations, each an event for each query.
  func rows(of constellations: [[Int]], of correlation: Correlation) -> Batch {
    var rows = Batch(rowCount: constellations.count)
    let root = constellations.map { UInt32($0[correlation.root]) }
    for name in Correlation.rootFields {
      if let column = queries[correlation.root].rows[name] { rows.set(name, to: column.gather(root)) }
    }
    for (index, query) in correlation.queries.enumerated() {
      let events = queries[index].rows
      let chosen = constellations.map { UInt32($0[index]) }
      let names = query.outputsAll ? query.output + events.names : query.output
      for name in names where !HiddenField.isHidden(name) {
        if let column = events[name] { rows.set("\(query.name).\(name)", to: column.gather(chosen)) }
      }
    }
    return rows
  }
}
