import MartletColumns
import MartletNative

/// Collects the rows of one batch.
final class BatchAssembler {
  private let demand: Demand
  private let ordinal: Int
  private let timeBase: Int64
  private let table: SlotTable
  private(set) var window = Window(capacity: 0)
  /// Rows given out in earlier batches of the unit.
  private var earlierRows = 0
  private var times: [Int64] = []
  private var origins: [EventOrigin] = []

  init(_ demand: Demand, ordinal: Int, timeBase: Int64) {
    self.demand = demand
    self.ordinal = ordinal
    self.timeBase = timeBase
    table = SlotTable(columnCount: demand.flatPlan.pathCount, capacity: demand.request.batchSize)
  }

  var isFull: Bool { table.rowCount == table.capacity }
  var isEmpty: Bool { table.rowCount == 0 }

  /// Begins a batch whose values stand in `window`.
  func begin(_ window: Window) {
    self.window = window
    table.removeAll()
    times.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
  }

  /// Adds records as flat events, as many as there is room for; returns how many were looked at.
  func addFlat(
    _ cutter: RecordCutter, from first: Int, _ progress: inout ScanReport, _ note: (Int, RecordProblem) -> Void
  ) -> Int {
    let count = min(cutter.recordCount - first, table.capacity - table.rowCount)
    let records = unsafe cutter.records + first
    let enough = unsafe martlet_json_extract(
      cutter.index.handle, demand.flatPlan.handle, records, UInt32(count), UInt32(cutter.blockStart), table.free,
      table.capacity, &table.side)
    precondition(enough != 0, "no memory for the values of a batch")
    let start = table.rowCount
    var target = start
    for index in 0..<count {
      let record = unsafe records[index]
      guard record.status == MARTLET_JSON_OK.rawValue else {
        note(first + index, RecordProblem(record.status))
        continue
      }
      table.move(row: start + index, to: target)
      let range = cutter.blockStart + Int(record.start)..<cutter.blockStart + Int(record.end)
      if let rawString = demand.rawString { table[rawString, target] = .window(range) }
      if demand.timestamp != nil { times.append(time(ofFlat: target, &progress)) }
      if demand.request.needsEvents { origins.append(EventOrigin(range: range, kind: .json, time: fallbackTime(target))) }
      target += 1
    }
    table.addRows(target - start)
    progress.events += target - start
    return count
  }

  /// Adds a line of text.
  func addText(_ line: Range<Int>, _ progress: inout ScanReport) {
    let row = table.rowCount
    for column in 0..<table.columnCount { table[column, row] = .missing }
    if let rawString = demand.rawString { table[rawString, row] = .window(line) }
    if demand.timestamp != nil {
      times.append(fallbackTime(row))
      progress.withoutTime += 1
    }
    if demand.request.needsEvents { origins.append(EventOrigin(range: line, kind: .text, time: fallbackTime(row))) }
    table.addRows(1)
    progress.events += 1
  }

  /// The time of an event that has none of its own.
  private func fallbackTime(_ row: Int) -> Int64 {
    demand.request.now &+ timeBase &+ Int64(earlierRows + row)
  }

  private func time(ofFlat row: Int, _ progress: inout ScanReport) -> Int64 {
    for slot in demand.timeSlots {
      let value = table[slot, row]
      guard let text = unsafe table.bytes(of: value, window: window), let time = unsafe EventTime.parse(text) else {
        continue
      }
      return time
    }
    progress.withoutTime += 1
    return fallbackTime(row)
  }

  /// The batch; the window may change afterwards unless the batch carries its events.
  func finish(_ progress: inout ScanReport) -> Batch {
    let rowCount = table.rowCount
    var columns: [(name: String, column: Column)] = []
    for (index, name) in demand.fields.enumerated() {
      if index == demand.timestamp {
        columns.append((name, .integer(NumberColumn(times))))
      } else if let column = table.column(index, window: window) {
        columns.append((name, column))
      }
    }
    let first = UInt64(ordinal) << 36 | UInt64(earlierRows)
    let positions = (0..<UInt64(rowCount)).map { first + $0 }
    earlierRows += rowCount
    let events: (any EventBlock)? = demand.request.needsEvents ? WindowEvents(window: window, origins: origins) : nil
    return Batch(columns, rowCount: rowCount, positions: positions, events: events)
  }
}

extension martlet_json_slot {
  static var missing: martlet_json_slot { martlet_json_slot(offset: 0, length: MARTLET_SLOT_MISSING) }

  /// Bytes of the window.
  static func window(_ range: Range<Int>) -> martlet_json_slot {
    martlet_json_slot(offset: UInt32(range.lowerBound), length: UInt32(range.count))
  }
}
