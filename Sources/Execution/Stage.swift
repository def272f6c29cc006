public import MartletColumns

/// What a stage asks of the stages before it: `finished` only when no later event can change the result.
public enum Demand: Sendable { case more, finished }

/// The rest of a pipeline, as a stage sees it.
public protocol BatchReceiver: AnyObject {
  /// Takes over a batch. The receiver may do with it what it wants.
  func receive(_ batch: Batch) throws(ExecutionError) -> Demand

  /// No further batch will come. Called once, also after `.finished`.
  func endOfInput() throws(ExecutionError)
}

/// A stage that rewrites batches as they pass, holding a bounded amount of state.
///
/// Each worker owns its own stages, so a stage needs no locks. Batches come in the worker's input order. A stage may
/// pass on none, one or several batches for one it gets; row changes go through `Batch.gather`, so that hidden columns
/// and positions stay with their rows.
public protocol StreamStage: AnyObject {
  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand

  /// The input has ended: pass on what is still held. Must not call `next.endOfInput()`.
  func finish(into next: any BatchReceiver) throws(ExecutionError)
}

extension StreamStage {
  public func finish(into next: any BatchReceiver) throws(ExecutionError) {}
}
