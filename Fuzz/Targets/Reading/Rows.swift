public import MartletColumns
public import MartletIngest

/// What a pass over some input gave.
public struct Rows {
  /// The values of the fields that were asked for, row by row.
  public var values: [[[UInt8]?]] = []
  /// With `wholeEvents`, all fields of each row by name.
  public var events: [[String: [UInt8]]] = []
  public var positions: [UInt64] = []
  public var report = ScanReport()

  /// Reads everything with one worker.
  public init(_ source: FileSource, _ request: ScanRequest, wholeEvents: Bool = false) {
    let scan = source.scan(request)
    do {
      while let unit = try scan.nextUnit() {
        while var batch = try unit.nextBatch() {
          if wholeEvents { try batch.materialise() }
          add(batch, request.fields, wholeEvents: wholeEvents)
        }
      }
    } catch {
      fatalError("claim: reading never ends a run: \(error.message)")
    }
    report = scan.report
  }

  private mutating func add(_ batch: Batch, _ fields: [String], wholeEvents: Bool) {
    let texts = fields.map { batch[$0]?.asText() }
    let all = wholeEvents ? zip(batch.names, batch.columns).map { ($0, $1.asText()) } : []
    for row in 0..<batch.rowCount {
      values.append(texts.map { Self.value($0, row) })
      if wholeEvents {
        var event: [String: [UInt8]] = [:]
        for (name, text) in all where !HiddenField.isHidden(name) { event[name] = Self.value(text, row) }
        events.append(event)
      }
    }
    positions += batch.positions
  }

  private static func value(_ text: TextColumn?, _ row: Int) -> [UInt8]? {
    guard let text, text.isPresent(row) else { return nil }
    return Array(text.storage[text.range(of: row)])
  }

  /// For messages.
  public static func text(_ values: [[UInt8]?]) -> String {
    values.map { $0.map { "'" + String(decoding: $0, as: UTF8.self) + "'" } ?? "-" }.joined(separator: " ")
  }

  public var text: String { "\n" + values.map { Self.text($0) }.joined(separator: "\n") }
}
