import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `findTimestamp(field=…)` finds a time in a text.
struct FindTimestamp: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the text.", default: "@rawstring")
  static let output = Parameter<OutputName>("as", "Field to write, in epoch milliseconds.", default: "@timestamp")
  static let timezone = Parameter<TimeZoneName?>("timezone", "Zone of a time that names none.", default: nil)
  static let timezoneField = Parameter<FieldName>("timezoneField", "Field with the zone of a time that names none.", default: "@timezone")
  static let timezoneAs = Parameter<OutputName>("timezoneAs", "Field to write the zone to.", default: "@timezone")
  static let addErrors = Parameter<Bool>("addErrors", "Whether events without a time get @error.", default: true)

  static let spec = FunctionSpec(
    "findTimestamp", in: .time, kind: .transform,
    summary: "Finds the first time that is written in a text.",
    details: [
      "It begins within the first 128 characters, in one of the usual forms, or is a number of seconds since 1970.",
      "A time without a zone needs timezone or timezoneField. Without a date it is today's, without a year the latest.",
    ],
    parameters: field, output, timezone, timezoneField, timezoneAs, addErrors,
    examples: [
      Example(
        "In a line", query: "findTimestamp(field=m, as=t) | select(t)", events: #"{"m": "at 2026-01-05T09:00:00Z: started"}"#,
        yields: #"{"t": "1767603600000"}"#)
    ])

  private let source: String
  private let target: String
  private let timezone: TimeZoneName?
  private let zoneField: String
  private let zoneTarget: String
  private let marksErrors: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    target = arguments[Self.output].text
    timezone = arguments[Self.timezone]
    zoneField = arguments[Self.timezoneField].text
    zoneTarget = arguments[Self.timezoneAs].text
    marksErrors = arguments[Self.addErrors]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: [arguments[field].text, arguments[timezoneField].text],
      writes: [arguments[output].text, arguments[timezoneAs].text], writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    let environment = context.environment
    let fixed = timezone == nil ? nil : context.zone(timezone)
    let zones = batch.text(of: zoneField)
    let bytes = texts.storage.span
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard texts.isPresent(row) else { return }
      let named = zones.string(at: row)
      let finder = FoundTime(
        now: environment.now, standardZone: named.flatMap { environment.findZone($0) } ?? fixed,
        findZone: environment.findZone)
      if let found = finder.first(in: bytes.extracting(texts.range(of: row))) {
        fields.set(target, at: row, String(found.instant).utf8)
        if let zone = found.zone ?? named ?? timezone?.text { fields.set(zoneTarget, at: row, zone.utf8) }
      } else if marksErrors {
        fields.set("@error", at: row, "true".utf8)
        fields.set("@error_msg[0]", at: row, "findTimestamp: no time with a known zone in \(source)".utf8)
      }
    }
    fields.assign(to: &batch)
  }
}
