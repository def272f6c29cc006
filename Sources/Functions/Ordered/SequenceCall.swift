import MartletCatalog
import MartletExecution

/// A function of sequences that may also stand among aggregates: there its stage runs over the rows of each group, in
/// the order in which they came.
protocol GroupedSequence: StageFunction, AggregateFunction {
  /// Tells the call from others of its query.
  var call: String { get }
}

extension GroupedSequence {
  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    try groupedState(of: self, named: Self.spec.name, call: call, in: context)
  }
}

private func groupedState(of function: any StageFunction, named name: String, call: String, in context: RunContext)
  throws(ExecutionError) -> any AggregateState
{
  let makeRows: StateMaker = { (context) throws(ExecutionError) in
    OrderedRowsState(.asTheyCame, limit: nil, owner: name, in: context)
  }
  let makeStage: StageMaker = { (context) throws(ExecutionError) in try function.makeStage(in: context) }
  let fold = Program.Fold(state: makeRows, owner: name, stages: [makeStage], restartsPerGroup: true)
  return try BlockState(Program(folds: [fold]), id: "\(name) \(call)", in: context)
}
