import MartletColumns

/// Where an event of a batch stands in its window.
struct EventOrigin: Sendable {
  enum Kind {
    case json
    case text
  }

  var range: Range<Int>
  var kind: Kind
  /// The event's time should it have none of its own.
  var time: Int64
}

/// The events of one batch as the bytes they were read from.
final class WindowEvents: EventBlock {
  private let window: Window
  private let origins: [EventOrigin]

  init(window: Window, origins: [EventOrigin]) {
    self.window = window
    self.origins = origins
  }

  func fields(of rows: [UInt32]) throws(SourceError) -> [(name: String, column: Column)] {
    var collector = FieldCollector()
    let index = JSONIndex()
    let tree = JSONTree()
    for (row, event) in rows.enumerated() {
      let origin = origins[Int(event)]
      let bytes = unsafe UnsafeBufferPointer(start: window.text + origin.range.lowerBound, count: origin.range.count)
      var time = origin.time
      if origin.kind == .json, unsafe tree.build(bytes, index: index) == nil {
        collector.flatten(tree.root, at: FieldCollector.top, row: row)
        time = Self.time(of: tree.root) ?? time
      }
      collector.set("@timestamp", row: row, String(time))
      unsafe collector.set("@rawstring", row: row, bytes)
    }
    return collector.finish(rowCount: rows.count)
  }

  private static func time(of event: JSONNode) -> Int64? {
    for key in ["@timestamp", "timestamp", "time", "eventTime"] as [StaticString] {
      if let text = unsafe event[key]?.scalar, let time = unsafe EventTime.parse(text) { return time }
    }
    return nil
  }
}
