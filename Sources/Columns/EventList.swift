import Synchronization

/// Events held in memory, as a source: for events that a query makes itself, for embedding and for tests.
public struct EventList: BatchSource {
  /// One event: its fields in order. A name occurs once.
  public typealias Event = [(name: String, value: String)]

  private let events: [Event]
  private let eventsPerUnit: Int

  /// - Parameter eventsPerUnit: how many events one worker takes at a time.
  public init(_ events: [Event], eventsPerUnit: Int = 65_536) {
    self.events = events
    self.eventsPerUnit = max(eventsPerUnit, 1)
  }

  public func scan(_ request: ScanRequest) -> any Scan {
    EventListScan(events: events, eventsPerUnit: eventsPerUnit, request: request)
  }
}

private final class EventListScan: Scan {
  private let events: [EventList.Event]
  private let eventsPerUnit: Int
  private let request: ScanRequest
  private let nextOrdinal = Atomic<Int>(0)

  init(events: [EventList.Event], eventsPerUnit: Int, request: ScanRequest) {
    self.events = events
    self.eventsPerUnit = eventsPerUnit
    self.request = request
  }

  func nextUnit() -> (any ScanUnit)? {
    let ordinal = nextOrdinal.add(1, ordering: .relaxed).oldValue
    let start = ordinal.multipliedReportingOverflow(by: eventsPerUnit).partialValue
    guard start >= 0, start < events.count else { return nil }
    return EventListUnit(
      ordinal: ordinal, events: events[start..<min(start + eventsPerUnit, events.count)], request: request)
  }

  var report: ScanReport {
    var report = ScanReport()
    report.records = events.count
    report.events = events.count
    report.withoutTime = events.reduce(0) { count, event in
      count + (event.contains { $0.name == EventListBlock.time } ? 0 : 1)
    }
    return report
  }
}

private final class EventListUnit: ScanUnit {
  let ordinal: Int
  private var events: ArraySlice<EventList.Event>
  private let request: ScanRequest

  init(ordinal: Int, events: ArraySlice<EventList.Event>, request: ScanRequest) {
    self.ordinal = ordinal
    self.events = events
    self.request = request
  }

  func nextBatch() -> Batch? {
    guard !events.isEmpty else { return nil }
    let taken = events.prefix(max(request.batchSize, 1))
    events = events.dropFirst(taken.count)
    let block = EventListBlock(taken, now: request.now)
    let names = request.fields + [HiddenField.untimed] + (request.needsIdentity ? [HiddenField.identity] : [])
    let rows = (0..<UInt32(taken.count)).map { $0 }
    var fields: [(name: String, column: Column)] = []
    for name in names {
      if let column = block.column(of: name, rows: rows) { fields.append((name, column)) }
    }
    return Batch(
      fields, rowCount: taken.count, positions: taken.indices.map { UInt64($0) },
      events: request.needsEvents ? block : nil)
  }
}

/// Some events of a list. Names that are hidden are no fields of the event.
private final class EventListBlock: EventBlock {
  static let time = "@timestamp"
  private let events: [EventList.Event]

  init(_ events: ArraySlice<EventList.Event>, now: Int64) {
    self.events = zip(events.indices, events).map { position, event in
      if event.contains(where: { $0.name == Self.time }) { return event }
      return event + [(Self.time, String(now &+ Int64(position))), (HiddenField.untimed, "")]
    }
  }

  var count: Int { events.count }
  /// The list is held anyway.
  var byteCounts: (events: Int, held: Int) { (0, 0) }

  func fields(of rows: [UInt32]) -> [(name: String, column: Column)] {
    var names: [String] = []
    var seen: Set<String> = []
    for row in rows {
      for field in events[Int(row)] where !HiddenField.isHidden(field.name) {
        if seen.insert(field.name).inserted { names.append(field.name) }
      }
    }
    return names.compactMap { name in column(of: name, rows: rows).map { (name, $0) } }
  }

  /// The values of a field: as a dictionary where they repeat; `nil` when no row has one.
  func column(of name: String, rows: [UInt32]) -> Column? {
    var codes: [UInt32] = []
    // By their bytes: texts that only look the same are different values.
    var codeOfValue: [[UInt8]: UInt32] = [:]
    var values = TextColumnBuilder()
    for row in rows {
      guard let value = events[Int(row)].first(where: { $0.name == name })?.value else {
        codes.append(DictionaryColumn.missing)
        continue
      }
      let bytes = Array(value.utf8)
      if let code = codeOfValue[bytes] {
        codes.append(code)
      } else {
        let code = UInt32(codeOfValue.count)
        codeOfValue[bytes] = code
        values.append(value)
        codes.append(code)
      }
    }
    if codeOfValue.isEmpty { return nil }
    let dictionary = Column.dictionary(DictionaryColumn(codes: codes, values: values.finish()))
    return codeOfValue.count * 2 > rows.count ? .text(dictionary.asText()) : dictionary
  }
}
