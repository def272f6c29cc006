import MartletColumns

/// The events of one batch as the bytes they were read from.
final class WindowEvents: EventBlock {
  private let windows: [Window]
  private let origins: [EventOrigin]
  private let view: ScanRequest.View

  init(windows: [Window], origins: [EventOrigin], view: ScanRequest.View) {
    self.windows = windows
    self.origins = origins
    self.view = view
  }

  var count: Int { origins.count }

  var byteCounts: (events: Int, held: Int) {
    (origins.reduce(0) { $0 + $1.range.count }, windows.reduce(0) { $0 + $1.capacity })
  }

  func fields(of rows: [UInt32]) throws(SourceError) -> [(name: String, column: Column)] {
    var collector = FieldCollector(rowCount: rows.count, window: windows[0])
    let index = JSONIndex()
    let tree = JSONTree()
    let mapper = NativeMapper(wanted: .all)
    for (row, event) in rows.enumerated() {
      let origin = origins[Int(event)]
      let window = windows[origin.window]
      let bytes = unsafe UnsafeBufferPointer(start: window.text + origin.range.lowerBound, count: origin.range.count)
      var time = origin.time
      switch origin.kind {
      case .text: break
      case .csv(let names):
        unsafe CSVLine.forEachValue(of: bytes) { number, value in
          if number < names.count { unsafe collector.set(names[number], row: row, value) }
        }
        time = Self.time(in: &collector, row: row) ?? time
      case .json:
        guard unsafe tree.build(bytes, index: index) == nil else { break }
        collector.flatten(tree.root, at: FieldCollector.top, row: row)
        time = Self.time(of: tree.root) ?? time
      case .native(let shape, let number):
        guard unsafe tree.build(bytes, index: index) == nil else { break }
        collector.add(shape, [tree.root], number: number, view, mapper, row: row, fallback: time)
        continue
      case .phases(let shape, let number):
        guard unsafe tree.build(bytes, index: index) == nil else { break }
        collector.add(shape, Array(tree.root.children).withoutRepeats, number: number, view, mapper, row: row, fallback: time)
        continue
      }
      collector.set("@timestamp", row: row, String(time))
      // An event's own text comes before the line it stands on.
      let hasText = unsafe collector.withValue("@rawstring", row: row) { _ in true } ?? false
      if !hasText { unsafe collector.set("@rawstring", row: row, bytes) }
    }
    return collector.finish()
  }

  private static func time(of event: JSONNode) -> Int64? {
    for key in ["@timestamp", "timestamp", "time", "eventTime"] as [StaticString] {
      if let text = unsafe event[key]?.scalar, let time = unsafe EventTime.parse(text) { return time }
    }
    return nil
  }

  private static func time(in collector: inout FieldCollector, row: Int) -> Int64? {
    for name in Demand.timePaths {
      if let time = unsafe collector.withValue(name, row: row, { unsafe EventTime.parse($0) }) { return time }
    }
    return nil
  }
}

extension FieldCollector {
  /// Adds one event of a native record: the normal fields, and the record itself under `Vendor.`.
  fileprivate mutating func add(
    _ shape: NativeRecord.Shape, _ phases: [JSONNode], number: Int, _ view: ScanRequest.View, _ mapper: NativeMapper,
    row: Int, fallback: Int64
  ) {
    var wanted: NativeMapper.Event?
    // The fields are only set while the event is handed out, so the values are copied there.
    mapper.forEachEvent(shape, phases, view) { event in
      guard event.number == number else { return }
      wanted = event
      for field in NormalField.allCases {
        if let value = unsafe mapper.values[field] { unsafe set("\(field.name)", row: row, value) }
      }
    }
    guard let wanted else { return }
    set("@timestamp", row: row, String(wanted.time ?? fallback))
    let vendor = unsafe Array("Vendor".utf8).withUnsafeBufferPointer { unsafe path(FieldCollector.top, $0) }
    // The phase whose values count comes last and so replaces the others'.
    for phase in wanted.phases.reversed() { flatten(phase, at: vendor, row: row) }
    var raw: [UInt8] = []
    for phase in phases {
      if !raw.isEmpty { raw.append(UInt8(ascii: "\n")) }
      if let source = unsafe phase.source { unsafe raw.append(contentsOf: source) }
    }
    unsafe raw.withUnsafeBufferPointer { unsafe set("@rawstring", row: row, $0) }
  }
}
