import MartletColumns
import MartletNative

/// Collects the rows of one batch.
final class BatchAssembler {
  let demand: Demand
  private let ordinal: Int
  private let timeBase: Int64
  private let table: SlotTable
  private(set) var window = BatchAssembler.noWindow
  private let windows: WindowPool
  private static let noWindow = Window(capacity: 0)
  /// Windows beside the main one, of events that stood encoded in the input.
  private var otherWindows: [Window] = []
  private var times: [Int64] = []
  private var positions: [UInt64] = []
  private var origins: [EventOrigin] = []
  /// The record that is read, by its number in the unit, and which of its events comes next. Records that are passed
  /// over have numbers too, so that places and times do not depend on the prefilter.
  private var record = 0
  private var part = 0

  init(_ demand: Demand, ordinal: Int, timeBase: Int64, _ tools: ReadingTools) {
    self.demand = demand
    self.ordinal = ordinal
    self.timeBase = timeBase
    table = tools.table
    windows = tools.windows
    table.removeAll()
  }

  var isFull: Bool { table.rowCount == table.capacity }
  var isEmpty: Bool { table.rowCount == 0 }

  /// Begins a batch whose values stand in `window`.
  func begin(_ window: Window) {
    release()
    self.window = window
    table.removeAll()
    otherWindows.removeAll()
    times.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
  }

  /// Lets go of the window.
  func end() {
    release()
    otherWindows.removeAll()
    origins.removeAll()
  }

  private func release() {
    var last = Self.noWindow
    swap(&last, &window)
    windows.recycle(&last)
  }

  /// The events from here on are those of a record, given by its number in the unit.
  func beginRecord(_ number: Int) {
    record = number
    part = 0
  }

  /// An event was given out in an earlier batch.
  func skipPart() { part += 1 }

  /// The place of the next event in the input: its unit, its record, and its number in the record.
  func nextPosition() -> UInt64 {
    defer { part += 1 }
    return UInt64(ordinal) << 40 | UInt64(min(record, 1 << 28 - 1)) << 12 | UInt64(min(part, 1 << 12 - 1))
  }

  /// The time of the next event should it have none of its own.
  private var fallbackTime: Int64 { demand.request.now &+ timeBase &+ Int64(record) }

  // MARK: Flat events

  /// Adds records as flat events up to the first one that `isOther`; returns how many were finished.
  func addFlat(
    _ cutter: RecordCutter, from first: Int, atMost limit: Int, _ log: UnitLog, isOther: (martlet_json_record) -> Bool
  ) -> Int {
    let count = min(cutter.recordCount - first, table.capacity - table.rowCount, limit)
    let records = unsafe cutter.records + first
    let enough = unsafe martlet_json_extract(
      cutter.index.handle, demand.flatPlan.handle, records, UInt32(count), UInt32(cutter.blockStart), table.free,
      table.capacity, table.side)
    precondition(enough != 0, "no memory for the values of a batch")
    table.forgetFreeRows()
    let start = table.rowCount
    var finished = 0
    var added = 0
    while finished < count {
      let record = unsafe records[finished]
      if record.status != MARTLET_JSON_OK.rawValue {
        log.note(status: record.status, after: first + finished)
      } else if record.marks != 0, isOther(record) {
        break
      } else {
        table.move(row: start + finished, to: start + added)
        beginRecord(log.records + first + finished)
        let range = cutter.blockStart + Int(record.start)..<cutter.blockStart + Int(record.end)
        finishRow(start + added, range, .json, log)
        added += 1
      }
      finished += 1
    }
    table.addRows(added)
    return finished
  }

  /// Sets what every flat row has besides its own values.
  private func finishRow(_ row: Int, _ range: Range<Int>, _ kind: EventOrigin.Kind, in window: Int = 0, _ log: UnitLog)
  {
    // An event that was exported with its text keeps that text; what it stands in now is no part of it.
    if let rawString = demand.rawString, window == 0, table[rawString, row].isMissing {
      table[rawString, row] = .window(range)
    }
    if let identity = demand.identity { table[identity, row] = .missing }
    if demand.timestamp != nil { times.append(time(ofFlat: row, log)) }
    if demand.request.needsEvents {
      origins.append(EventOrigin(window: window, range: range, kind: kind, time: fallbackTime))
    }
    positions.append(nextPosition())
    log.progress.events += 1
  }

  private func time(ofFlat row: Int, _ log: UnitLog) -> Int64 {
    for slot in demand.timeSlots {
      let value = table[slot, row]
      guard let text = unsafe table.bytes(of: value, window: window), let time = unsafe EventTime.parse(text) else {
        continue
      }
      return time
    }
    log.progress.withoutTime += 1
    return fallbackTime
  }

  /// Adds a line of text.
  func addText(_ line: Range<Int>, _ log: UnitLog) {
    table.prepareRow()
    finishRow(table.rowCount, line, .text, log)
    table.addRows(1)
  }

  /// Adds a text that stands outside the window.
  func addText(_ text: UnsafeBufferPointer<UInt8>, _ log: UnitLog) {
    let row = table.rowCount
    table.prepareRow()
    if let rawString = demand.rawString { unsafe setText(rawString, row, text) }
    let (window, range) = unsafe keep(text)
    finishRow(row, range, .text, in: window, log)
    if let rawString = demand.rawString { unsafe setText(rawString, row, text) }
    table.addRows(1)
  }

  /// Adds a line of a CSV file.
  func addCSV(_ line: Range<Int>, names: [String], columns: [Int?], _ log: UnitLog) {
    let row = table.rowCount
    table.prepareRow()
    let bytes = unsafe UnsafeBufferPointer(start: window.text + line.lowerBound, count: line.count)
    var hasNamelessValue = false
    unsafe CSVLine.forEachValue(of: bytes) { number, value in
      guard number < columns.count else {
        // Nothing is lost with what a comma at the end of the line begins.
        if !value.isEmpty { hasNamelessValue = true }
        return
      }
      if let column = columns[number] { unsafe setText(column, row, value) }
    }
    if hasNamelessValue { log.note(.moreValuesThanNames) }
    finishRow(row, line, .csv(names), log)
    table.addRows(1)
  }

  /// Adds a flat event that stands inside an envelope.
  func addFlat(_ node: JSONNode, _ log: UnitLog) {
    guard let source = unsafe node.source else { return }
    let row = table.rowCount
    table.prepareRow()
    for (column, path) in demand.flatPaths.enumerated() {
      if let value = unsafe path.find(in: node)?.scalar { unsafe setText(column, row, value) }
    }
    let (window, range) = unsafe keep(source)
    finishRow(row, range, .json, in: window, log)
    if let rawString = demand.rawString, table[rawString, row].isMissing { unsafe setText(rawString, row, source) }
    table.addRows(1)
  }

  // MARK: Native events

  /// Adds an event of a native record. `position` is its place in the input when that is not here.
  func addNative(
    _ event: NativeMapper.Event, _ shape: NativeRecord.Shape, _ values: NormalValues, _ log: UnitLog,
    group: UnsafeBufferPointer<UInt8>? = nil, position: UInt64? = nil
  ) {
    let row = table.rowCount
    table.prepareRow()
    setNormal(values, row)
    if let rawString = demand.rawString { setRawString(rawString, row, event.phases) }
    for group in demand.nativePaths where event.phases.contains(where: { group.mayStand(in: $0) }) {
      for (column, path) in group.paths {
        let found = event.phases.lazy.compactMap { path.find(in: $0) }.first
        if let value = unsafe found?.scalar { unsafe setText(column, row, value) }
      }
    }
    let isGroup = unsafe group != nil
    let origin: EventOrigin.Kind = isGroup ? .phases(shape, number: event.number) : .native(shape, number: event.number)
    let source = unsafe demand.request.needsEvents ? group ?? event.phases.first?.source : nil
    let place = unsafe source.map { unsafe keep($0) }
    finishNative(row, event, values, place, origin, position, log)
  }

  /// Adds an event of a CloudTrail record of which only members were read.
  func addCloudTrail(
    _ event: NativeMapper.Event, _ values: NormalValues, _ members: CloudTrailSlots, _ record: Int,
    _ source: Range<Int>,
    _ log: UnitLog
  ) {
    let row = table.rowCount
    table.prepareRow()
    setNormal(values, row)
    for (column, path) in members.columnPaths {
      if let text = members.text(path, record) { unsafe setText(column, row, text.bytes) }
    }
    if let rawString = demand.rawString { table[rawString, row] = .window(source) }
    finishNative(row, event, values, (0, source), .native(.cloudTrail, number: event.number), nil, log)
  }

  private func setNormal(_ values: NormalValues, _ row: Int) {
    for (column, field) in demand.normalColumns {
      if let value = unsafe values[field] { unsafe setText(column, row, value) }
    }
  }

  private func finishNative(
    _ row: Int, _ event: NativeMapper.Event, _ values: NormalValues, _ source: (window: Int, range: Range<Int>)?,
    _ kind: EventOrigin.Kind, _ position: UInt64?, _ log: UnitLog
  ) {
    let time = event.time ?? fallbackTime
    if demand.timestamp != nil {
      times.append(time)
      if event.time == nil { log.progress.withoutTime += 1 }
    }
    if let identity = demand.identity {
      table[identity, row] = .missing
      setIdentity(identity, row, event, values)
    }
    if demand.request.needsEvents, let source {
      origins.append(EventOrigin(window: source.window, range: source.range, kind: kind, time: time))
    }
    positions.append(position ?? nextPosition())
    log.progress.events += 1
    table.addRows(1)
  }

  private func setRawString(_ column: Int, _ row: Int, _ phases: [JSONNode]) {
    if phases.count == 1 {
      if let source = unsafe phases[0].source { unsafe setText(column, row, source) }
      return
    }
    var raw: [UInt8] = []
    for phase in phases.reversed() {
      if !raw.isEmpty { raw.append(UInt8(ascii: "\n")) }
      if let source = unsafe phase.source { unsafe raw.append(contentsOf: source) }
    }
    unsafe raw.withUnsafeBufferPointer { unsafe setText(column, row, $0) }
  }

  /// The event's identifier and its number, so that each event of a record that is delivered twice is known again. Of
  /// the first event it is the identifier alone, unless that might be taken for one with a number.
  private func setIdentity(_ column: Int, _ row: Int, _ event: NativeMapper.Event, _ values: NormalValues) {
    guard let id = unsafe values[.eventID] else { return }
    let separator = UInt8(ascii: "/")
    let isPlain = unsafe id.suffix(afterFirst: separator) == nil
    if event.number == 0, isPlain { return unsafe setText(column, row, id) }
    var text = unsafe Array(id)
    text.append(separator)
    NumberText.append(Int64(event.number), to: &text)
    unsafe text.withUnsafeBufferPointer { unsafe setText(column, row, $0) }
  }

  // MARK: Slots

  /// Sets a value, which is copied unless it stands in the window.
  private func setText(_ column: Int, _ row: Int, _ text: UnsafeBufferPointer<UInt8>) {
    if let place = unsafe window.place(of: text) {
      table[column, row] = .window(place)
    } else {
      unsafe table.append(text, column: column, row: row)
    }
  }

  /// Makes sure that the bytes of an event stay as long as the batch.
  private func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> (window: Int, range: Range<Int>) {
    if let place = unsafe window.place(of: bytes) { return (0, place) }
    guard demand.request.needsEvents else { return (0, 0..<0) }
    if let last = otherWindows.last, let range = unsafe last.append(bytes) { return (otherWindows.count, range) }
    let next = Window(capacity: max(bytes.count, 64 << 10))
    otherWindows.append(next)
    return unsafe (otherWindows.count, next.append(bytes) ?? 0..<0)
  }

  // MARK: The batch

  /// The batch; the window may change afterwards unless the batch carries its events.
  func finish() -> Batch {
    var columns: [(name: String, column: Column)] = []
    for (index, name) in demand.fields.enumerated() {
      if index == demand.timestamp {
        columns.append((name, .integer(NumberColumn(times))))
      } else if let column = table.column(index, window: window) {
        columns.append((name, column))
      }
    }
    if let identity = demand.identity, let column = table.column(identity, window: window) {
      columns.append((HiddenField.identity, column))
    }
    var events: (any EventBlock)?
    if demand.request.needsEvents {
      events = WindowEvents(windows: [window] + otherWindows, origins: origins, view: demand.request.view)
    }
    return Batch(columns, rowCount: table.rowCount, positions: positions, events: events)
  }
}

extension martlet_json_slot {
  static var missing: martlet_json_slot { martlet_json_slot(offset: 0, length: MARTLET_SLOT_MISSING) }

  /// Whether it is no text: nothing, or an object or array.
  var isMissing: Bool { length & MARTLET_SLOT_CONTAINER != 0 }

  /// Bytes of the window.
  static func window(_ range: Range<Int>) -> martlet_json_slot {
    martlet_json_slot(offset: UInt32(range.lowerBound), length: UInt32(range.count))
  }
}
