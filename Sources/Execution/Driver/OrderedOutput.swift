public import MartletColumns
import Synchronization

/// Where the result rows of a query go: called for one batch at a time, from whichever thread has the turn.
public typealias ResultReceiver = @Sendable (Batch) throws(ExecutionError) -> Demand

/// Result rows, and the query they are of.
struct OutputRows: Sendable {
  var client: Int
  var batch: Batch
}

/// Passes rows of all workers on in input order: the other place where workers meet.
///
/// The unit whose turn it is streams; of the others what they have is kept until then.
final class OrderedOutput: Sendable {
  private struct State {
    var next = 0
    /// The rows of units that ended before their turn.
    var ended: [Int: [OutputRows]] = [:]
    var endedBytes = 0
  }

  private let state = Mutex(State())
  private let turnstile = Turnstile()
  private let receivers: [ResultReceiver]
  /// For each query, whether no more rows are wanted of it, and how many are not finished yet.
  private let finished: [StopSignal]
  private let unfinishedCount: Atomic<Int>

  /// What the units that ended before their turn may keep together, and a unit before it waits for its turn.
  private static let mostKeptBytes = 64 << 20

  init(_ receivers: [ResultReceiver]) {
    self.receivers = receivers
    finished = receivers.map { _ in StopSignal() }
    unfinishedCount = Atomic(receivers.count)
  }

  /// Whether no more rows are wanted of any query.
  var isFinished: Bool { unfinishedCount.load(ordering: .relaxed) == 0 }

  /// Whether no more rows of one query are wanted.
  func isFinished(_ client: Int) -> Bool { finished[client].isSet }

  func isTurn(of ordinal: Int) -> Bool { state.withLock { $0.next == ordinal } }

  /// Waits for a unit's turn when too much is kept.
  func waitIfFull(_ ordinal: Int, bytes: Int) {
    if state.withLock({ $0.endedBytes + bytes > Self.mostKeptBytes }) { turnstile.wait(for: ordinal) }
  }

  /// Lets everybody through, because the run has failed.
  func open() { turnstile.open() }

  /// Passes rows on; the caller has the turn, or no worker runs any more.
  func pass(_ rows: [OutputRows]) throws(ExecutionError) {
    for rows in rows where !isFinished(rows.client) {
      guard try receivers[rows.client](rows.batch) == .finished else { continue }
      finished[rows.client].set()
      unfinishedCount.subtract(1, ordering: .relaxed)
    }
  }

  /// Ends a unit with the rows of it that were not passed on, and ends the units after it that waited for that.
  func endUnit(_ ordinal: Int, rest: [OutputRows]) throws(ExecutionError) {
    let bytes = rest.reduce(0) { $0 + $1.batch.byteCount }
    waitIfFull(ordinal, bytes: bytes)
    let hasTurn = state.withLock { state in
      if state.next == ordinal { return true }
      state.ended[ordinal] = rest
      state.endedBytes += bytes
      return false
    }
    guard hasTurn else { return }
    var rows: [OutputRows]? = rest
    var current = ordinal
    while let batches = rows {
      try pass(batches)
      rows = state.withLock { state in
        state.next = current + 1
        let next = state.ended.removeValue(forKey: current + 1)
        state.endedBytes -= next?.reduce(0) { $0 + $1.batch.byteCount } ?? 0
        return next
      }
      turnstile.end(current)
      current += 1
    }
  }
}
