import MartletColumns
import MartletLineage
import Synchronization

/// Events in causal order, with what lineage knows of each: the source of rules that read `lineage.*`.
struct EnrichedEvents: BatchSource {
  private let batches: [Batch]
  let chains: [String: Chain]

  /// - Parameter collected: every event that changes something, as the `resources` view has it.
  init(_ collected: [Batch], batchSize: Int) {
    let events = Batch.concatenating(collected)
    let reader = RowReader(events)
    var acts: [(row: UInt32, event: LineageEvent)] = []
    for row in 0..<events.rowCount {
      guard let act = LineageReader.event(position: UInt64(row), { reader.value($0, at: row) }) else { continue }
      acts.append((UInt32(row), act))
    }
    // Stable: what the order leaves open stays as it is in the input.
    acts.sort { LineageEvent.precedes($0.event, $1.event) }
    var state = LineageState()
    var facts: [UInt32: LineageFacts] = [:]
    for act in acts { facts[act.row] = state.apply(act.event) }
    chains = state.chains
    batches = Self.enrich(events, with: facts, batchSize: batchSize)
  }

  /// Adds the facts as columns. A fact replaces what a single record said under the same name.
  private static func enrich(_ events: Batch, with facts: [UInt32: LineageFacts], batchSize: Int) -> [Batch] {
    var batches: [Batch] = []
    var start = 0
    while start < events.rowCount {
      let rows = (start..<min(start + batchSize, events.rowCount)).map { UInt32($0) }
      var batch = events.gather(rows)
      batch.positions = rows.map { UInt64($0) }
      var names: [String] = []
      for row in rows {
        for field in facts[row]?.fields ?? [] where !names.contains(field.name) { names.append(field.name) }
      }
      for name in names {
        let values = rows.map { row in facts[row]?.fields.first { $0.name == name }?.value }
        batch.assign(.text(TextColumn(values)), to: name)
      }
      batches.append(batch)
      start += batchSize
    }
    return batches
  }

  func scan(_ request: ScanRequest) -> any Scan { EnrichedScan(batches) }
}

/// Reads single values of a batch whose columns are texts.
private struct RowReader {
  private var columns: [String: TextColumn] = [:]

  init(_ batch: Batch) {
    for (name, column) in zip(batch.names, batch.columns) { columns[name] = column.asText() }
  }

  func value(_ name: String, at row: Int) -> String? { columns[name]?.string(at: row) }
}

/// Hands out each batch as a unit.
private final class EnrichedScan: Scan {
  private let batches: [Batch]
  private let next = Atomic<Int>(0)

  init(_ batches: [Batch]) {
    self.batches = batches
  }

  func nextUnit() -> (any ScanUnit)? {
    let ordinal = next.add(1, ordering: .relaxed).oldValue
    return ordinal < batches.count ? EnrichedUnit(ordinal: ordinal, batch: batches[ordinal]) : nil
  }

  var report: ScanReport { ScanReport() }
}

private final class EnrichedUnit: ScanUnit {
  let ordinal: Int
  private var batch: Batch?

  init(ordinal: Int, batch: Batch) {
    self.ordinal = ordinal
    self.batch = batch
  }

  func nextBatch() -> Batch? {
    defer { batch = nil }
    return batch
  }
}
