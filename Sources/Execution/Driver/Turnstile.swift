import Dispatch
import Synchronization

/// Lets the units of a scan through one at a time, in input order.
///
/// A worker that holds the unit whose turn it is never waits here, and units are taken in input order, so somebody
/// can always go on. One of the two places below the driver's tasks where workers meet.
final class Turnstile: Sendable {
  private struct State {
    var next = 0
    /// Units after `next` that ended before their turn.
    var ended: Set<Int> = []
    var isOpen = false
    var waiting: [Int: DispatchSemaphore] = [:]
  }

  private let state = Mutex(State())

  /// Whether it is the turn of a unit.
  func isTurn(of ordinal: Int) -> Bool {
    state.withLock { $0.isOpen || $0.next == ordinal }
  }

  /// Blocks the thread until it is the unit's turn.
  func wait(for ordinal: Int) {
    let semaphore = state.withLock { state -> DispatchSemaphore? in
      if state.isOpen || state.next == ordinal { return nil }
      let semaphore = DispatchSemaphore(value: 0)
      state.waiting[ordinal] = semaphore
      return semaphore
    }
    semaphore?.wait()
  }

  /// Ends a unit: the next one that has not ended has its turn.
  func end(_ ordinal: Int) {
    state.withLock { state -> DispatchSemaphore? in
      guard state.next == ordinal else {
        state.ended.insert(ordinal)
        return nil
      }
      state.next += 1
      while state.ended.remove(state.next) != nil { state.next += 1 }
      return state.waiting.removeValue(forKey: state.next)
    }?.signal()
  }

  /// Lets everybody through, because the run has ended early.
  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for semaphore in waiting { semaphore.signal() }
  }
}
