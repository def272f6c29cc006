import MartletColumns
import Synchronization

extension Batch {
  /// The batch as it leaves the engine: living rows only, nothing hidden.
  func asResult() -> Batch {
    var result = compacted()
    for name in result.names where HiddenField.isHidden(name) { result.remove(name) }
    return result
  }
}

/// Counts result rows. Batches come one at a time, but from any thread.
final class RowCounter: Sendable {
  private let total = Atomic<Int>(0)

  var count: Int { total.load(ordering: .relaxed) }

  func add(_ rows: Int) { total.add(rows, ordering: .relaxed) }
}
