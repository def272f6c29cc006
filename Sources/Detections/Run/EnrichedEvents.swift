import MartletColumns
import MartletLineage
import Synchronization

/// Events with what lineage knows of each: the source of rules that read `lineage.*`.
struct EnrichedEvents: BatchSource {
  private let batches: [Batch]
  let chains: [String: Chain]

  /// An event that lineage learns from, by its place.
  private struct Place {
    var second: Int64
    var batch: Int32
    var row: Int32
  }

  /// - Parameter collected: every event that changes something, as the `resources` view has it, in any order.
  /// - Parameter observe: Called with every event that lineage learns from, in order.
  init(_ collected: [Batch], batchSize: Int, observe: ((LineageEvent) -> Void)? = nil) {
    var batches = Self.united(collected, batchSize: batchSize)
    let values = batches.map { RowValues($0) }
    var places: [Place] = []
    for (number, batch) in values.enumerated() {
      for row in batch.rows(where: "OperationName", LineageReader.learns) {
        guard let time = LineageReader.time({ batch[$0, row] }) else { continue }
        places.append(Place(second: LineageEvent.second(of: time), batch: Int32(number), row: Int32(row)))
      }
    }
    places.sort { ($0.second, $0.batch, $0.row) < ($1.second, $1.batch, $1.row) }

    // The events of one second at a time are put in order: they are few, and those of all time are many.
    let state = LineageState()
    var facts: [[Int32: LineageFacts]] = Array(repeating: [:], count: batches.count)
    var next = 0
    while next < places.count {
      var events: [(place: Place, event: LineageEvent)] = []
      let second = places[next].second
      while next < places.count, places[next].second == second {
        let place = places[next]
        let position = UInt64(place.batch) << 32 | UInt64(place.row)
        let event = LineageReader.event(position: position) { values[Int(place.batch)][$0, Int(place.row)] }
        if let event { events.append((place, event)) }
        next += 1
      }
      // Stable: what the order leaves open stays as it is in the input.
      if events.count > 1 { events.sort { LineageEvent.precedes($0.event, $1.event) } }
      for (place, event) in events {
        let found = state.apply(event)
        observe?(event)
        if !found.fields.isEmpty { facts[Int(place.batch)][place.row] = found }
      }
    }
    chains = state.chains
    for number in batches.indices { Self.add(facts[number], to: &batches[number]) }
    self.batches = batches
  }

  /// The rows in batches of about `batchSize`: every small file has left a small one.
  private static func united(_ collected: [Batch], batchSize: Int) -> [Batch] {
    var united: [Batch] = []
    var group: [Batch] = []
    var rows = 0
    for (number, batch) in collected.enumerated() {
      group.append(batch)
      rows += batch.rowCount
      guard rows >= batchSize || number == collected.count - 1 else { continue }
      var batch = Batch.concatenating(group)
      batch.positions = (0..<batch.rowCount).map { UInt64(united.count) << 32 | UInt64($0) }
      if batch.rowCount > 0 { united.append(batch) }
      group = []
      rows = 0
    }
    return united
  }

  /// Adds facts as columns. A fact replaces what a single record said under the same name.
  private static func add(_ facts: [Int32: LineageFacts], to batch: inout Batch) {
    var columns: [LineageFacts.Name: FactColumn] = [:]
    for (row, facts) in facts {
      for fact in facts.fields {
        columns[fact.name, default: FactColumn(rowCount: batch.rowCount)].set(fact.value, at: Int(row))
      }
    }
    for name in LineageFacts.Name.allCases {
      guard var column = columns[name] else { continue }
      // Rows that lineage says nothing of keep what their record said.
      if let index = batch.names.firstIndex(of: name.field) { column.fill(from: batch.columns[index].asText()) }
      batch.assign(.dictionary(column.finish()), to: name.field)
    }
  }

  func scan(_ request: ScanRequest) -> any Scan { EnrichedScan(batches) }
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

/// Collects the values of one fact: few rows have it, and few values there are.
private struct FactColumn {
  private var codes: [UInt32]
  private var numbers: [String: UInt32] = [:]
  private var values: [String] = []

  init(rowCount: Int) {
    codes = Array(repeating: DictionaryColumn.missing, count: rowCount)
  }

  /// The first value of a row stays.
  mutating func set(_ value: String, at row: Int) {
    guard codes[row] == DictionaryColumn.missing else { return }
    if let number = numbers[value] {
      codes[row] = number
    } else {
      let number = UInt32(values.count)
      numbers[value] = number
      values.append(value)
      codes[row] = number
    }
  }

  mutating func fill(from column: TextColumn) {
    for row in codes.indices where codes[row] == DictionaryColumn.missing {
      if let value = column.string(at: row) { set(value, at: row) }
    }
  }

  func finish() -> DictionaryColumn { DictionaryColumn(codes: codes, values: TextColumn(values)) }
}
