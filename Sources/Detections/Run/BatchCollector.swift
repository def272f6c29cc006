import MartletColumns
import Synchronization

/// Keeps result batches. The engine calls from any thread, one call at a time.
final class BatchCollector: Sendable {
  private let batches = Mutex<[Batch]>([])

  var all: [Batch] { batches.withLock { $0 } }

  func add(_ batch: Batch) { batches.withLock { $0.append(batch) } }
}
