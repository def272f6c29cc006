import FuzzReading
import FuzzSupport
import MartletColumns
import MartletIngest

/// What must hold of any bytes that are read as records: nothing depends on where windows and batches end, on what else
/// is read, or on what may be skipped.
struct RecordClaims {
  private static let file = MemoryFile()
  private static let fields = [
    ["a", "b.c", "a[0]", "@rawstring", "eventName", "x"],
    [
      "a", "eventName", "eventSource", "Vendor.userIdentity.arn", "requestParameters.instancesSet.items[0].instanceId",
      "errorCode",
    ],
    [
      "OperationName", "ActorUserName", "#event_simpleName", "event.id", "source.ip", "ResourceName", "error.code",
      "cloud.account.id", "lineage.source_id", "a",
    ],
  ]
  private static let views: [ScanRequest.View] = [.records, .resources, .native]
  private static let formats: [InputFormat] = [.auto, .auto, .auto, .ndjson, .cloudtrail, .azure, .gcp]

  private let claimNumber: Int
  private let fields: [String]
  private let view: ScanRequest.View
  private let format: InputFormat
  private let detail: (Int, Int)
  private let content: [UInt8]

  init(_ input: inout FuzzInput) {
    claimNumber = input.choice(below: 5)
    fields = Self.fields[input.choice(below: Self.fields.count)]
    view = Self.views[input.choice(below: Self.views.count)]
    format = Self.formats[input.choice(below: Self.formats.count)]
    detail = (input.choice(below: 256), input.choice(below: 256))
    content = input.rest
  }

  private func source(_ change: (inout ReadLimits) -> Void = { _ in }) -> FileSource {
    var limits = ReadLimits()
    limits.window = 32 << 10
    change(&limits)
    return FileSource(paths: [Self.file.path], format: format, limits: limits)
  }

  private func request(_ change: (inout ScanRequest) -> Void = { _ in }) -> ScanRequest {
    var request = ScanRequest(view: view, fields: fields, batchSize: 64)
    change(&request)
    return request
  }

  func check() {
    Self.file.write(content)
    switch claimNumber {
    case 0: checkWindows()
    case 1: checkPrefilter()
    case 2: checkFreeText()
    case 3: checkWholeEvents()
    default: checkPieces()
    }
  }

  /// Small windows and batches give the same as one of each.
  private func checkWindows() {
    // NUL bytes in the head, which is a window here, tell that a file is no text.
    if content.contains(0) { return }
    let whole = Rows(source(), request { $0.batchSize = 2048 })
    let parts = Rows(source { $0.window = 64 + 8 * detail.0 }, request { $0.batchSize = 1 + detail.1 % 7 })
    claim(parts.values == whole.values, "small windows give \(parts.text), a large one \(whole.text)")
    claim(parts.positions == whole.positions, "small windows give other places")
    // Of several things that are wrong with a record, which one is named may depend on them.
    claim(
      parts.report.skippedRecords == whole.report.skippedRecords,
      "small windows give \(parts.report.problems), not \(whole.report.problems)")
    claim(parts.report.records == whole.report.records, "small windows count other records")
  }

  /// Pieces for several workers give the same rows as the file in one, where every line is a record of its own.
  private func checkPieces() {
    if content.contains(0) { return }
    let whole = Rows(source(), request())
    let lines = content.split(separator: UInt8(ascii: "\n")).count {
      !$0.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
    }
    guard whole.report.problems.isEmpty, whole.report.records == lines else { return }
    let parts = Rows(source { $0.piece = 64 + 8 * detail.0 }, request())
    claim(parts.values == whole.values, "pieces give \(parts.text), the whole \(whole.text)")
    claim(parts.report.skippedRecords == whole.report.skippedRecords, "pieces skip other records")
  }

  /// A part of a value that was read, and the field it stands in.
  private func needle(in rows: Rows) -> (field: Int, text: [UInt8])? {
    guard !rows.values.isEmpty else { return nil }
    let row = rows.values[detail.0 % rows.values.count]
    for step in row.indices {
      let field = (detail.1 + step) % row.count
      guard fields[field] != "@rawstring", let value = row[field], !value.isEmpty else { continue }
      let start = detail.0 % value.count
      return (field, Array(value[start..<min(value.count, start + 1 + detail.1 / 16)]))
    }
    return nil
  }

  private func literal(_ text: [UInt8]) -> Prefilter.Literal { Prefilter.Literal(text, ignoresCase: detail.0 & 1 != 0) }

  /// No event that meets a condition on a field is skipped.
  private func checkPrefilter() {
    let all = Rows(source(), request())
    guard let (field, text) = needle(in: all) else { return }
    let some = Rows(
      source(), request { $0.prefilter = .field(fields[field], containsAnyOf: [literal(text)]) })
    let wanted = all.values.filter { $0[field]?.contains(text) ?? false }
    let found = some.values.filter { $0[field]?.contains(text) ?? false }
    claim(
      found == wanted,
      "of \(wanted.count) events whose \(fields[field]) contains \(Rows.text([text])) \(found.count) are found"
    )
    // Records that are passed over are not read as far as damage inside their values.
    claim(some.report.skippedRecords <= all.report.skippedRecords, "a prefilter makes records unreadable")
  }

  /// No event that holds a text in any field is skipped.
  private func checkFreeText() {
    let all = Rows(source(), request { $0.needsEvents = true }, wholeEvents: true)
    guard let (_, text) = needle(in: all) else { return }
    let filtered = request {
      $0.needsEvents = true
      $0.prefilter = .anyField(containsAnyOf: [literal(text)])
    }
    let some = Rows(source(), filtered, wholeEvents: true)
    // Marks and times are no texts that are searched.
    let holds = { (event: [String: [UInt8]]) in
      event.contains { $0.key.first != "#" && $0.key != "@timestamp" && $0.value.contains(text) }
    }
    let (found, wanted) = (some.events.filter(holds), all.events.filter(holds))
    claim(
      found == wanted,
      "of \(wanted.count) events that hold \(Rows.text([text])) \(found.count) are found"
    )
  }

  /// A field has the same value whether it is read alone or with the whole event.
  private func checkWholeEvents() {
    let columns = Rows(source(), request())
    let events = Rows(source(), request { ($0.fields, $0.needsEvents) = ([], true) }, wholeEvents: true)
    let places = Dictionary(zip(events.positions, events.events)) { first, _ in first }
    for (row, place) in zip(columns.values, columns.positions) {
      guard let event = places[place] else {
        claim(false, "there is no whole event for the row \(Rows.text(row))")
        return
      }
      // What is wrong inside a value that nobody reads alone shows when all is read; the text is left then.
      if event.keys.allSatisfy({ $0.hasPrefix("@") }) { continue }
      for (field, value) in zip(fields, row) where !field.hasPrefix("@") {
        // Names of the provider's own are read as they are in its records; a flat record may hold such names itself.
        let isNative = event["#Vendor"] != nil && !content.contains(Array("#Vendor".utf8))
        let whole = event[field] ?? (isNative ? event["Vendor." + field] : nil)
        claim(
          value == whole,
          "\(field) is \(Rows.text([value])) read alone and \(Rows.text([whole])) in the whole event"
        )
      }
    }
  }
}
