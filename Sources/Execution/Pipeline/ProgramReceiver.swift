import MartletColumns

extension Program {
  /// The whole program in front of `receiver`, for a block that rows pass on one worker.
  public func makeReceiver(into receiver: any BatchReceiver, in context: RunContext) throws(ExecutionError)
    -> any BatchReceiver
  {
    guard let first = folds.first else { return try (leading + stages).linked(into: receiver, in: context) }
    let sink = BlockEnd(try FoldSink(first, in: context), rest: FoldedRest(folds, in: context), receiver: receiver)
    return try (leading + stages).linked(into: sink, in: context)
  }
}

/// Folds what a block's first stages emit and passes on the rows at the end of the input.
private final class BlockEnd: BatchReceiver {
  private let sink: FoldSink
  private let rest: FoldedRest
  private let receiver: any BatchReceiver

  init(_ sink: FoldSink, rest: FoldedRest, receiver: any BatchReceiver) {
    self.sink = sink
    self.rest = rest
    self.receiver = receiver
  }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand { try sink.receive(batch) }

  func endOfInput() throws(ExecutionError) { try rest.run(sink.state, into: receiver) }
}
