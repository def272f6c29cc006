public import MartletColumns
import Synchronization

/// Where the result rows of a run go: called for one batch at a time, from whichever thread has the turn.
public typealias ResultReceiver = @Sendable (Batch) throws(ExecutionError) -> Demand

/// Passes rows of all workers on in input order: the other place where workers meet.
///
/// The unit whose turn it is streams; of the others what they have is kept until then.
final class OrderedOutput: Sendable {
  private struct State {
    var next = 0
    /// The rows of units that ended before their turn.
    var ended: [Int: [Batch]] = [:]
    var endedBytes = 0
  }

  private let state = Mutex(State())
  private let turnstile = Turnstile()
  private let isStopped = Atomic<Bool>(false)
  private let receiver: ResultReceiver

  /// What the units that ended before their turn may keep together, and a unit before it waits for its turn.
  private static let mostKeptBytes = 64 << 20

  init(_ receiver: @escaping ResultReceiver) {
    self.receiver = receiver
  }

  /// Whether no more rows are wanted.
  var isFinished: Bool { isStopped.load(ordering: .relaxed) }

  func isTurn(of ordinal: Int) -> Bool { state.withLock { $0.next == ordinal } }

  /// Waits for a unit's turn when too much is kept.
  func waitIfFull(_ ordinal: Int, bytes: Int) {
    if state.withLock({ $0.endedBytes + bytes > Self.mostKeptBytes }) { turnstile.wait(for: ordinal) }
  }

  /// Lets everybody through, because the run has failed.
  func open() { turnstile.open() }

  /// Passes rows on; the caller has the turn, or no worker runs any more.
  func pass(_ batches: [Batch]) throws(ExecutionError) {
    for batch in batches where !isFinished {
      if try receiver(batch) == .finished { isStopped.store(true, ordering: .relaxed) }
    }
  }

  /// Ends a unit with the rows of it that were not passed on, and ends the units after it that waited for that.
  func endUnit(_ ordinal: Int, rest: [Batch]) throws(ExecutionError) {
    let bytes = rest.reduce(0) { $0 + $1.byteCount }
    waitIfFull(ordinal, bytes: bytes)
    let hasTurn = state.withLock { state in
      if state.next == ordinal { return true }
      state.ended[ordinal] = rest
      state.endedBytes += bytes
      return false
    }
    guard hasTurn else { return }
    var rows: [Batch]? = rest
    var current = ordinal
    while let batches = rows {
      try pass(batches)
      rows = state.withLock { state in
        state.next = current + 1
        let next = state.ended.removeValue(forKey: current + 1)
        state.endedBytes -= next?.reduce(0) { $0 + $1.byteCount } ?? 0
        return next
      }
      turnstile.end(current)
      current += 1
    }
  }
}

/// The end of one worker's pipeline when rows leave the run without an aggregate.
final class OrderedOutputSink: BatchReceiver {
  private let output: OrderedOutput
  private var ordinal: Int?
  private var kept: [Batch] = []
  private var keptBytes = 0

  init(_ output: OrderedOutput) {
    self.output = output
  }

  func beginUnit(_ ordinal: Int) { self.ordinal = ordinal }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    if output.isFinished { return .finished }
    var batch = batch
    // Rows are filled in anyway when they are printed.
    if batch.holdsFarMore {
      try batch.materialiseForOutput()
      batch.forgetEvents()
    }
    kept.append(batch)
    guard let ordinal else { return .more }
    keptBytes += batch.byteCount
    output.waitIfFull(ordinal, bytes: keptBytes)
    if output.isTurn(of: ordinal) { try output.pass(takeKept()) }
    return output.isFinished ? .finished : .more
  }

  func endUnit() throws(ExecutionError) {
    guard let ordinal else { return }
    self.ordinal = nil
    try output.endUnit(ordinal, rest: takeKept())
  }

  func endOfInput() throws(ExecutionError) {}

  /// What is kept: after the last unit, what stages held back until the end of the input.
  func takeKept() -> [Batch] {
    defer {
      kept = []
      keptBytes = 0
    }
    return kept
  }
}
