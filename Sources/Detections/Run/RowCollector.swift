import MartletColumns
import MartletExecution
import Synchronization

/// Keeps what is made of each row of one rule, within the memory budget. The engine calls from any thread, one call at a
/// time.
final class RowCollector<Kept: Sendable>: Sendable {
  private struct State {
    var kept: [Kept] = []
    var charged = 0
  }

  private let manifest: Manifest
  private let make: @Sendable (Match) -> Kept
  private let budget: MemoryBudget
  private let state = Mutex(State())

  init(_ manifest: Manifest, within budget: MemoryBudget, _ make: @escaping @Sendable (Match) -> Kept) {
    self.manifest = manifest
    self.budget = budget
    self.make = make
  }

  deinit { budget.release(state.withLock { $0.charged }) }

  var all: [Kept] { state.withLock { $0.kept } }

  func add(_ batch: Batch) throws(ExecutionError) {
    // A row stands in the batch, as fields, and as what is made of it.
    let bytes = batch.byteCount * 3
    try budget.charge(bytes, for: "the list of rows that '\(manifest.title)' finds")
    let made = batch.rowsAsFields.map { make(Match(manifest: manifest, fields: $0)) }
    state.withLock { state in
      state.kept += made
      state.charged += bytes
    }
  }
}
