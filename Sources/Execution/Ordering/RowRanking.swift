import MartletColumns

/// Which rows of some batches come out, and in which order.
struct RowRanking {
  /// The rows chosen.
  struct Chosen {
    /// The chosen rows of each batch, in their old order.
    private let rowsOfBatch: [[UInt32]]
    /// The place in the concatenation of those rows that each row of the result has.
    let arrangement: [UInt32]
    /// The group of each row of the result.
    let groups: [UInt32]

    init(rowsOfBatch: [[UInt32]], arrangement: [UInt32], groups: [UInt32]) {
      self.rowsOfBatch = rowsOfBatch
      self.arrangement = arrangement
      self.groups = groups
    }

    var count: Int { arrangement.count }

    func rows(of batch: Int) -> [UInt32] { rowsOfBatch[batch] }
  }

  private let keys: SortKeys
  private let positions: [UInt64]
  private let groups: [UInt32]
  private let putsLaterFirst: Bool
  /// The row at which each batch starts.
  private let starts: [Int]

  /// - Parameter position: the column that holds each row's place in the input.
  init(order: RowOrder, batches: [Batch], groups: [[UInt32]], position: String) {
    var united = batches.map { batch in
      var narrow = Batch(rowCount: batch.rowCount)
      for key in order.keys { if let column = batch[key.field] { narrow.set(key.field, to: column) } }
      return narrow
    }
    if united.isEmpty { united = [Batch(rowCount: 0)] }
    keys = SortKeys(order.keys, of: Batch.concatenating(united))
    positions = batches.flatMap { batch -> [UInt64] in
      guard case .integer(let column)? = batch[position] else {
        preconditionFailure("the place in the input is a column of integers")
      }
      return column.values.map { UInt64(bitPattern: $0) }
    }
    self.groups = groups.flatMap { $0 }
    putsLaterFirst = order.putsLaterFirst
    var starts = [0]
    for batch in batches { starts.append(starts[starts.count - 1] + batch.rowCount) }
    self.starts = starts
  }

  /// The first `limit` rows of each group, group by group.
  func ranked(limit: Int?) -> Chosen {
    let ranks = rankedRows()
    var chosen: [Int] = []
    var taken = 0
    var current: UInt32?
    for row in ranks {
      if groups[row] != current {
        current = groups[row]
        taken = 0
      }
      if let limit, taken >= limit { continue }
      taken += 1
      chosen.append(row)
    }
    return gather(chosen)
  }

  private func rankedRows() -> [Int] {
    let keys = keys
    let positions = positions
    let groups = groups
    let putsLaterFirst = putsLaterFirst
    if let numbers = keys.singleNumbers {
      return Array(groups.indices).sorted { left, right in
        if groups[left] != groups[right] { return groups[left] < groups[right] }
        let (first, second) = (numbers[left], numbers[right])
        if first < second { return true }
        if first > second { return false }
        if first.isNaN != second.isNaN { return second.isNaN }
        if positions[left] != positions[right] { return (positions[left] < positions[right]) != putsLaterFirst }
        return left < right
      }
    }
    return Array(groups.indices).sorted { left, right in
      if groups[left] != groups[right] { return groups[left] < groups[right] }
      let result = keys.compare(left, right)
      if result != 0 { return result < 0 }
      if positions[left] != positions[right] { return (positions[left] < positions[right]) != putsLaterFirst }
      return left < right
    }
  }

  private func gather(_ chosen: [Int]) -> Chosen {
    var rowsOfBatch = [[UInt32]](repeating: [], count: starts.count - 1)
    var places = [UInt32](repeating: 0, count: groups.count)
    var isChosen = [Bool](repeating: false, count: groups.count)
    for row in chosen { isChosen[row] = true }
    var place: UInt32 = 0
    for batch in rowsOfBatch.indices {
      for row in starts[batch]..<starts[batch + 1] where isChosen[row] {
        rowsOfBatch[batch].append(UInt32(row - starts[batch]))
        places[row] = place
        place += 1
      }
    }
    return Chosen(
      rowsOfBatch: rowsOfBatch, arrangement: chosen.map { places[$0] }, groups: chosen.map { groups[$0] })
  }
}
