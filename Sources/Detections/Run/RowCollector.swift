import MartletColumns
import Synchronization

/// Keeps what is made of each row of one rule. The engine calls from any thread, one call at a time.
final class RowCollector<Kept: Sendable>: Sendable {
  private let manifest: Manifest
  private let make: @Sendable (Match) -> Kept
  private let kept = Mutex<[Kept]>([])

  init(_ manifest: Manifest, _ make: @escaping @Sendable (Match) -> Kept) {
    self.manifest = manifest
    self.make = make
  }

  var all: [Kept] { kept.withLock { $0 } }

  func add(_ batch: Batch) {
    let rows = batch.rowsAsFields
    kept.withLock { kept in kept += rows.map { make(Match(manifest: manifest, fields: $0)) } }
  }
}
