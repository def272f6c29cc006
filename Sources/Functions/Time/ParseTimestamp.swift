import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseTimestamp("yyyy-MM-dd HH:mm:ss", field=…)`: reads a time.
struct ParseTimestamp: TransformFunction {
  static let format = Parameter<String>(
    "format", "Pattern of java.time, or seconds, milliseconds, nanos, unixtime.", unnamed: true,
    default: "yyyy-MM-dd'T'HH:mm:ss[.SSSSSSSSS]XXXXX")
  static let field = Parameter<FieldName>("field", "Field that holds the text.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "@timestamp")
  static let timezone = Parameter<TimeZoneName?>("timezone", "Zone of the texts, whatever they name.", default: nil)
  static let timezoneField = Parameter<FieldName>("timezoneField", "Field that names the zone of an event.", default: "@timezone")
  static let timezoneOutput = Parameter<OutputName>("timezoneAs", "Field for the zone that was found.", default: "@timezone")
  static let addErrors = Parameter<Bool>("addErrors", "Whether events that cannot be read are marked.", default: true)
  static let caseSensitive = Parameter<Bool>("caseSensitive", "Whether case counts in names of months and days.", default: true)

  static let spec = FunctionSpec(
    "parseTimestamp", in: .time, kind: .transform,
    summary: "Reads a time from a text into epoch milliseconds.",
    details: [
      "A text that cannot be read leaves the event as it is, with @error=true.",
      "Where the text names no zone, timezone or timezoneField must.",
    ],
    parameters: format, field, output, timezone, timezoneField, timezoneOutput, addErrors, caseSensitive,
    examples: [
      Example(
        "A log line's time", query: #"parseTimestamp("dd/MMM/yyyy HH:mm:ss Z", field=t, as=time)"#,
        events: #"{"t": "05/Jan/2026 09:00:00 +0000"}"#, yields: #"{"t": "05/Jan/2026 09:00:00 +0000", "time": "1767603600000"}"#)
    ])

  private let pattern: TimePattern
  private let source: String
  private let target: String
  private let timezone: TimeZoneName?
  private let zoneField: String
  private let zoneTarget: String
  private let marksErrors: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    let text = arguments.located(Self.format)
    guard let pattern = TimePattern(text.value, ignoresCase: !arguments[Self.caseSensitive]) else {
      throw .badTimePattern(text.value, at: text.range)
    }
    self.pattern = pattern
    source = arguments[Self.field].text
    target = arguments[Self.output].text
    timezone = arguments[Self.timezone]
    zoneField = arguments[Self.timezoneField].text
    zoneTarget = arguments[Self.timezoneOutput].text
    marksErrors = arguments[Self.addErrors]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: [arguments[field].text, arguments[timezoneField].text, "@timestamp.nanos"],
      writes: [arguments[output].text, arguments[timezoneOutput].text], writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    let fixed = timezone == nil ? nil : context.zone(timezone)
    let zones = batch[zoneField]?.asText()
    let nanos = target == "@timestamp" ? batch["@timestamp.nanos"] : nil
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard texts.isPresent(row) else { return }
      let other = fixed == nil ? zones?.string(at: row).flatMap { zone(named: $0, in: context) } : nil
      let text = Array(texts.storage[texts.range(of: row)])
      if let moment = pattern.read(
        text, zone: fixed, fallback: other, now: context.environment.now, findZone: context.environment.findZone)
      {
        fields.set(target, at: row, "\(moment.instant)".utf8)
        if target == "@timestamp", moment.nanoseconds > 0 || nanos?.isPresent(row) == true {
          fields.set("@timestamp.nanos", at: row, "\(moment.nanoseconds)".utf8)
        }
        if let name = moment.zone { fields.set(zoneTarget, at: row, name.utf8) }
      } else if marksErrors {
        fields.set("@error", at: row, Array("true".utf8))
        fields.set("@error_msg[0]", at: row, message(for: text, hasZone: fixed ?? other != nil, in: context).utf8)
      }
    }
    fields.assign(to: &batch)
  }

  private func zone(named name: String, in context: RunContext) -> TimeZoneRules? {
    ZoneAbbreviation.rules(name) ?? context.environment.findZone(name)
  }

  /// Why a text could not be read: only for want of a zone, or at all.
  private func message(for text: [UInt8], hasZone: Bool, in context: RunContext) -> String {
    let environment = context.environment
    let isTime = !hasZone
      && pattern.read(text, zone: nil, fallback: .utc, now: environment.now, findZone: environment.findZone) != nil
    return isTime
      ? "parseTimestamp: the text of \(source) names no time zone; write timezone="
      : "parseTimestamp: the text of \(source) is no time of this format"
  }
}

extension Diagnostic {
  fileprivate static func badTimePattern(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "bad-time-format", "'\(text)' is not a time format", at: range,
      help: "Write a pattern such as \"yyyy-MM-dd HH:mm:ss\", with other letters in single quotes, or one of seconds, milliseconds, nanos.")
  }
}
