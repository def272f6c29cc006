import MartletColumns
import MartletExecution
import Synchronization

/// Keeps result batches, within the memory budget. The engine calls from any thread, one call at a time.
final class BatchCollector: Sendable {
  private struct State {
    var batches: [Batch] = []
    var charged = 0
  }

  private let state = Mutex(State())
  private let budget: MemoryBudget
  private let owner: String
  private let copies: Int

  /// - Parameters:
  ///   - owner: what the rows are, in words.
  ///   - copies: how many times they will stand in memory.
  init(_ budget: MemoryBudget, for owner: String, copies: Int = 1) {
    self.budget = budget
    self.owner = owner
    self.copies = copies
  }

  deinit { budget.release(state.withLock { $0.charged }) }

  var all: [Batch] { state.withLock { $0.batches } }

  func add(_ batch: Batch) throws(ExecutionError) {
    let bytes = batch.byteCount * copies
    try budget.charge(bytes, for: owner)
    state.withLock { state in
      state.batches.append(batch)
      state.charged += bytes
    }
  }
}
