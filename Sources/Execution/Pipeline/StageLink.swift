public import MartletColumns

/// A stage together with the rest of its pipeline.
final class StageLink: BatchReceiver {
  private let stage: any StreamStage
  private let next: any BatchReceiver
  private var isFinished = false

  init(_ stage: any StreamStage, into next: any BatchReceiver) {
    self.stage = stage
    self.next = next
  }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    if isFinished { return .finished }
    let demand = try stage.process(batch, into: next)
    if demand == .finished { isFinished = true }
    return demand
  }

  func endOfInput() throws(ExecutionError) {
    try stage.finish(into: next)
    try next.endOfInput()
  }
}

extension [StageMaker] {
  /// Fresh stages, one after another, in front of `receiver`.
  func linked(into receiver: any BatchReceiver, in context: RunContext) throws(ExecutionError) -> any BatchReceiver {
    var next = receiver
    for makeStage in reversed() { next = StageLink(try makeStage(context), into: next) }
    return next
  }
}

/// Keeps what it gets.
public final class BatchCollector: BatchReceiver {
  public private(set) var batches: [Batch] = []

  public init() {}

  public func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    batches.append(batch)
    return .more
  }

  public func endOfInput() throws(ExecutionError) {}

  /// What came since it was last asked.
  public func takeBatches() -> [Batch] {
    defer { batches = [] }
    return batches
  }
}
