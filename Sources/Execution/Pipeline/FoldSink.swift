import MartletColumns

/// The end of the stages before an aggregate: every living row goes into its state, as one group.
final class FoldSink: BatchReceiver {
  let state: any AggregateState
  private let charge: MemoryCharge
  private var zeros: [UInt32] = []

  init(_ fold: Program.Fold, in context: RunContext) throws(ExecutionError) {
    state = try fold.state(context)
    charge = MemoryCharge(context.environment.memoryBudget, for: fold.owner)
  }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    let batch = batch.compacted()
    if batch.rowCount == 0 { return .more }
    if zeros.count != batch.rowCount { zeros = Array(repeating: 0, count: batch.rowCount) }
    try state.update(batch, groups: zeros, groupCount: 1)
    try charge.follow(state.heldBytes)
    return .more
  }

  /// Adds the state of another worker.
  func merge(_ partial: PartialState) throws(ExecutionError) {
    try state.merge(partial, groups: [0], groupCount: 1)
    try charge.follow(state.heldBytes)
  }

  func endOfInput() throws(ExecutionError) {}
}

/// The rest of a program after its first aggregate, on one worker.
struct FoldedRest {
  private let folds: [Program.Fold]
  private let context: RunContext

  init(_ folds: [Program.Fold], in context: RunContext) {
    self.folds = folds
    self.context = context
  }

  /// Rows passed on at once: an aggregate may yield very many.
  private static let sliceRows = 1 << 16

  /// Passes the rows of the first aggregate's `state` through everything after it and on to `receiver`.
  func run(_ state: any AggregateState, into receiver: any BatchReceiver) throws(ExecutionError) {
    var state = state
    for (index, fold) in folds.enumerated() {
      let rows = try state.finish(groupCount: 1).rows
      let charge = MemoryCharge(context.environment.memoryBudget, for: fold.owner)
      try charge.follow(rows.byteCount)
      guard index + 1 < folds.count else {
        return try Self.pass(rows, to: fold.stages.linked(into: receiver, in: context))
      }
      let next = try FoldSink(folds[index + 1], in: context)
      try Self.pass(rows, to: fold.stages.linked(into: next, in: context))
      state = next.state
    }
  }

  private static func pass(_ rows: Batch, to receiver: any BatchReceiver) throws(ExecutionError) {
    var start = 0
    repeat {
      let end = min(start + sliceRows, rows.rowCount)
      let slice = end - start == rows.rowCount ? rows : rows.gather((UInt32(start)..<UInt32(end)).map { $0 })
      if try receiver.receive(slice) == .finished { break }
      start = end
    } while start < rows.rowCount
    try receiver.endOfInput()
  }
}
