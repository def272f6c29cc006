import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Sums and counts of numbers per group: the state of `sum` and `avg`.
final class SumState: AggregateState {
  private let field: String
  private let output: String
  private let isMean: Bool
  private var sums = ExactSums()
  private var counts = Counts()

  /// - Parameter isMean: whether to divide by the count; a group without numbers then has no row, and the sum 0
  ///   otherwise.
  init(field: String, output: String, isMean: Bool) {
    self.field = field
    self.output = output
    self.isMean = isMean
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    guard batch[field] != nil else { return }
    let numbers = batch.numbers(of: field)
    let present = numbers.presence ?? RowMask(allOf: batch.rowCount)
    present.forEach { sums.add(numbers.values[$0], to: Int(groups[$0])) }
    counts.tally(groups, presence: present)
  }

  var heldBytes: Int { sums.byteCount + counts.byteCount }

  func exportPartial(groupCount: Int) -> PartialState {
    grow(to: groupCount)
    var groups: [UInt32] = []
    var parts: [Double] = []
    var partCounts: [Int64] = []
    for group in 0..<groupCount {
      for (index, part) in sums.parts(of: group).enumerated() {
        groups.append(UInt32(group))
        parts.append(part)
        partCounts.append(index == 0 ? counts.values[group] : 0)
      }
    }
    let rows = Batch(
      [("part", .double(NumberColumn(parts))), ("count", .integer(NumberColumn(partCounts)))], rowCount: parts.count)
    return PartialState(GroupedRows(rows: rows, groups: groups))
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    guard case .double(let parts) = partial.rows.rows["part"], case .integer(let added) = partial.rows.rows["count"]
    else { return }
    for (row, group) in partial.rows.groups.enumerated() {
      let target = Int(groups[Int(group)])
      sums.add(parts.values[row], to: target)
      counts.add(added.values[row], to: target)
    }
  }

  func finish(groupCount: Int) -> GroupedRows {
    grow(to: groupCount)
    var groups: [UInt32] = []
    var values: [Double] = []
    for group in 0..<groupCount where !isMean || counts.values[group] > 0 {
      groups.append(UInt32(group))
      values.append(isMean ? sums.sum(of: group) / Double(counts.values[group]) : sums.sum(of: group))
    }
    return GroupedRows(rows: Batch([(output, .double(NumberColumn(values)))], rowCount: values.count), groups: groups)
  }

  private func grow(to count: Int) {
    sums.grow(to: count)
    counts.grow(to: count)
  }
}
