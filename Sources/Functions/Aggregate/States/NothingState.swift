import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// An aggregate that keeps nothing and yields one empty row per group: `function=[]`.
final class NothingState: AggregateState {
  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {}

  var heldBytes: Int { 0 }

  func exportPartial(groupCount: Int) -> PartialState { PartialState(onePerGroup: Batch(rowCount: groupCount)) }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {}

  func finish(groupCount: Int) -> GroupedRows { GroupedRows(onePerGroup: Batch(rowCount: groupCount)) }
}

/// Counts the rows that another aggregate yields per group.
final class CountOfRowsState: AggregateState {
  private let rows: any AggregateState
  private let output: String

  init(rows: any AggregateState, output: String) {
    self.rows = rows
    self.output = output
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try rows.update(batch, groups: groups, groupCount: groupCount)
  }

  var heldBytes: Int { rows.heldBytes }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try rows.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try rows.merge(partial, groups: groups, groupCount: groupCount)
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    var counts = Counts()
    counts.grow(to: groupCount)
    counts.tally(try rows.finish(groupCount: groupCount).groups, presence: nil)
    return GroupedRows(
      onePerGroup: Batch([(output, .integer(NumberColumn(counts.values)))], rowCount: groupCount))
  }
}
