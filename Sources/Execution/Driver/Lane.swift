import MartletColumns

/// One query of a run on one worker: its own stages and state.
final class Lane {
  private let fold: FoldSink?
  private let duplicates: DuplicateFilter
  private let entry: any BatchReceiver
  /// What the query asked of the reader; `nil` when it reads alone and sees what it asked for.
  private let request: ScanRequest?
  /// Whether no more rows are wanted here.
  private(set) var isFinished = false
  /// Whether the lane has seen rows of the unit that is being read.
  var isInUnit = false

  /// - Parameter number: the query's among those of the run.
  init(_ number: Int, of run: SharedRun, output: UnitOutput, held: HeldRows) throws(ExecutionError) {
    let client = run.clients[number]
    let end: any BatchReceiver
    if let first = client.program.folds.first {
      let fold = try FoldSink(first, in: client.context)
      self.fold = fold
      end = fold
    } else {
      fold = nil
      end = OutputSink(output, client: number)
    }
    let stages = try client.program.stages.linked(into: end, in: client.context)
    duplicates = DuplicateFilter(run.seen[number], run.turnstile, held, into: stages)
    let leading = try client.program.leading.linked(into: duplicates, in: client.context)
    entry = client.request.interval.map { IntervalFilter($0, into: leading) } ?? leading
    request = run.clients.count > 1 ? client.request : nil
  }

  func beginUnit(_ ordinal: Int) {
    isInUnit = true
    duplicates.beginUnit(ordinal)
  }

  /// Takes rows of a unit that has begun.
  func receive(_ batch: Batch) throws(ExecutionError) {
    if isFinished { return }
    let own = request.map { batch.demanding($0) } ?? batch
    if try entry.receive(own) == .finished { isFinished = true }
  }

  /// Whether rows wait for the turn of their unit.
  var isHolding: Bool { duplicates.isHolding }

  /// It is the unit's turn, and no more rows of it will come.
  func compareHeld() throws(ExecutionError) { try duplicates.compareHeld() }

  func passCompared() throws(ExecutionError) { try duplicates.passCompared() }

  func endOfInput() throws(ExecutionError) { try entry.endOfInput() }

  /// The state of the first aggregate; `nil` when there is none.
  var state: (any AggregateState)? { fold?.state }
}
