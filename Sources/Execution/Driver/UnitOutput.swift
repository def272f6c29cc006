import MartletColumns

/// The result rows of the unit that one worker reads, of all its lanes, until the unit has its turn.
final class UnitOutput {
  private let output: OrderedOutput
  private var ordinal: Int?
  private var kept: [OutputRows] = []
  private var keptBytes = 0

  init(_ output: OrderedOutput) {
    self.output = output
  }

  func beginUnit(_ ordinal: Int) { self.ordinal = ordinal }

  func receive(_ batch: Batch, of client: Int) throws(ExecutionError) -> Demand {
    if output.isFinished(client) { return .finished }
    var batch = batch
    // Rows are filled in anyway when they are printed.
    if batch.holdsFarMore {
      try batch.materialiseForOutput()
      batch.forgetEvents()
    }
    kept.append(OutputRows(client: client, batch: batch))
    guard let ordinal else { return .more }
    keptBytes += batch.byteCount
    output.waitIfFull(ordinal, bytes: keptBytes)
    if output.isTurn(of: ordinal) { try output.pass(takeKept()) }
    return output.isFinished(client) ? .finished : .more
  }

  func endUnit() throws(ExecutionError) {
    guard let ordinal else { return }
    self.ordinal = nil
    try output.endUnit(ordinal, rest: takeKept())
  }

  /// What is kept: after the last unit, what stages held back until the end of the input.
  func takeKept() -> [OutputRows] {
    defer {
      kept = []
      keptBytes = 0
    }
    return kept
  }
}

/// The end of a lane when rows leave the run without an aggregate.
final class OutputSink: BatchReceiver {
  private let output: UnitOutput
  private let client: Int

  init(_ output: UnitOutput, client: Int) {
    self.output = output
    self.client = client
  }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand { try output.receive(batch, of: client) }

  func endOfInput() throws(ExecutionError) {}
}
