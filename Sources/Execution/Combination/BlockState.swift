public import MartletColumns

/// A block `{ filter | aggregate | transformation }` as an aggregate: a small pipeline per group.
///
/// Rows carry their group through the stages in a hidden column, so all groups pass the same stages at once.
public final class BlockState: AggregateState {
  private let program: Program
  private let context: RunContext
  private let groupField: String
  private let state: any AggregateState
  private let collector = BatchCollector()
  private let entry: any BatchReceiver

  /// - Parameter id: tells this block from the other blocks of its query.
  public init(_ program: Program, id: String, in context: RunContext) throws(ExecutionError) {
    guard let first = program.folds.first else { preconditionFailure("a block of aggregates holds one") }
    self.program = program
    self.context = context
    groupField = "\0group\(id)"
    state = try first.state(context)
    entry = try (program.leading + program.stages).linked(into: collector, in: context)
  }

  public func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    var batch = batch
    batch.set(groupField, to: .integer(NumberColumn(groups.map { Int64($0) })))
    _ = try entry.receive(batch)
    try fold(collector.takeBatches(), into: state, groupCount: groupCount)
  }

  private func fold(_ batches: [Batch], into state: any AggregateState, groupCount: Int) throws(ExecutionError) {
    for batch in batches {
      var rows = batch.compacted()
      if rows.rowCount == 0 { continue }
      let groups = takeGroups(from: &rows)
      try state.update(rows, groups: groups, groupCount: groupCount)
    }
  }

  private func takeGroups(from rows: inout Batch) -> [UInt32] {
    guard case .integer(let column)? = rows[groupField] else {
      preconditionFailure("a stage lost the hidden column that names a row's group")
    }
    rows.remove(groupField)
    return column.values.map { UInt32(truncatingIfNeeded: $0) }
  }

  public var heldBytes: Int { state.heldBytes }

  public func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try endFirstStages(groupCount: groupCount)
    return try state.exportPartial(groupCount: groupCount)
  }

  public func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try state.merge(partial, groups: groups, groupCount: groupCount)
  }

  private func endFirstStages(groupCount: Int) throws(ExecutionError) {
    try entry.endOfInput()
    try fold(collector.takeBatches(), into: state, groupCount: groupCount)
  }

  public func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    try endFirstStages(groupCount: groupCount)
    var state = state
    for (index, fold) in program.folds.enumerated() {
      let output = try state.finish(groupCount: groupCount)
      let passed = try pass(output, through: fold)
      guard index + 1 < program.folds.count else { return united(passed) }
      state = try program.folds[index + 1].state(context)
      try self.fold(passed, into: state, groupCount: groupCount)
    }
    preconditionFailure("a block of aggregates holds one")
  }

  /// The rows of an aggregate after the stages that follow it.
  private func pass(_ output: GroupedRows, through fold: Program.Fold) throws(ExecutionError) -> [Batch] {
    var rows = output.rows
    rows.set(groupField, to: .integer(NumberColumn(output.groups.map { Int64($0) })))
    if fold.stages.isEmpty { return [rows] }
    var parts = [rows]
    if fold.restartsPerGroup {
      parts = GroupSlices(output.groups).map { rows.gather($0.map { UInt32($0) }) }
    }
    var passed: [Batch] = []
    for part in parts {
      let collector = BatchCollector()
      let entry = try fold.stages.linked(into: collector, in: context)
      _ = try entry.receive(part)
      try entry.endOfInput()
      let batches = collector.takeBatches()
      guard fold.restartsPerGroup, case .integer(let groups)? = part[groupField], let group = groups.values.first else {
        passed += batches
        continue
      }
      // A stage that makes rows of its own, such as `partition`, had the rows of one group.
      for var batch in batches {
        if batch[groupField] == nil {
          batch.set(groupField, to: .integer(NumberColumn(Array(repeating: group, count: batch.rowCount))))
        }
        passed.append(batch)
      }
    }
    return passed
  }

  private func united(_ batches: [Batch]) -> GroupedRows {
    var rows = Batch.concatenating(batches.isEmpty ? [Batch(rowCount: 0)] : batches)
    if rows.rowCount == 0 { return GroupedRows(rows: rows, groups: []) }
    let groups = takeGroups(from: &rows)
    if zip(groups, groups.dropFirst()).allSatisfy({ $0 <= $1 }) { return GroupedRows(rows: rows, groups: groups) }
    // A stage that held rows back has mixed the groups.
    let order = groups.indices.sorted { groups[$0] != groups[$1] ? groups[$0] < groups[$1] : $0 < $1 }
    return GroupedRows(rows: rows.gather(order.map { UInt32($0) }), groups: order.map { groups[$0] })
  }
}

/// The ranges of rows that stand together because they belong to one group.
struct GroupSlices: Sequence, IteratorProtocol {
  private let groups: [UInt32]
  private var start = 0

  init(_ groups: [UInt32]) {
    self.groups = groups
  }

  mutating func next() -> Range<Int>? {
    guard start < groups.count else { return nil }
    var end = start + 1
    while end < groups.count, groups[end] == groups[start] { end += 1 }
    defer { start = end }
    return start..<end
  }
}
