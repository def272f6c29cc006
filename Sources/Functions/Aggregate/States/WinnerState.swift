import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Fields of one row per group: the state of `selectFromMax` and `selectFromMin`.
final class WinnerState: AggregateState {
  private let field: String
  private var winners: Winners

  init(field: String, included: [String], isLargest: Bool) {
    self.field = field
    winners = Winners(fields: included, isLargest: isLargest)
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {
    winners.grow(to: groupCount)
    let numbers = batch.numbers(of: field)
    winners.update(
      batch, groups: groups, eligible: numbers.presence ?? RowMask(allOf: batch.rowCount), numbers: numbers.values)
  }

  var heldBytes: Int { winners.byteCount }

  func exportPartial(groupCount: Int) -> PartialState {
    let partial = winners.export(below: groupCount)
    return PartialState(GroupedRows(rows: partial.rows, groups: partial.groups))
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    winners.grow(to: groupCount)
    winners.merge(partial.rows.rows, groups: partial.rows.groups.map { groups[Int($0)] })
  }

  func finish(groupCount: Int) -> GroupedRows {
    winners.grow(to: groupCount)
    let groups = winners.groups(below: groupCount)
    return GroupedRows(rows: winners.rows(of: groups), groups: groups)
  }
}
