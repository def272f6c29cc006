import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `formatTime("%Y-%m-%d", field=…)`: a time as a text.
struct FormatTime: ValueFunction {
  static let format = Parameter<String>("format", "Pattern with % letters.", unnamed: true)
  static let field = Parameter<FieldName>("field", "Field with the time.", default: "@timestamp")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_formatTime")
  static let timezone = Parameter<TimeZoneName?>("timezone", "Time zone to show it in.", default: nil)
  static let locale = Parameter<String?>("locale", "Language of names; English whatever it says.", default: nil)
  static let unit = Parameter<Unit>("unit", "Unit of the number.", default: .auto)

  static let spec = FunctionSpec(
    "formatTime", in: .time, kind: .transform,
    summary: "Writes a time as a text.",
    details: ["With unit=auto numbers up to 100,000,000,000 are seconds, and larger ones milliseconds."],
    parameters: format, field, output, timezone, locale, unit,
    examples: [
      Example(
        "A date", query: #"day := formatTime("%F %T", field=t)"#, events: #"{"t": "1767603600000"}"#,
        yields: #"{"t": "1767603600000", "day": "2026-01-05 09:00:00"}"#)
    ])

  enum Unit: String, ChoiceArgument { case auto, milliseconds, seconds }

  private enum Part {
    case text([UInt8])
    case letter(TimeLetter)
  }

  private let parts: [Part]
  private let field: String
  private let timezone: TimeZoneName?
  private let unit: Unit
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    let pattern = arguments.located(Self.format)
    parts = try Self.read(pattern)
    field = arguments[Self.field].text
    timezone = arguments[Self.timezone]
    unit = arguments[Self.unit]
    target = arguments[Self.output].text
  }

  private static func read(_ pattern: Located<String>) throws(Diagnostic) -> [Part] {
    var parts: [Part] = []
    var literal: [UInt8] = []
    var bytes = Array(pattern.value.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%"), let letter = bytes.popFirst() else {
        literal.append(byte)
        continue
      }
      if letter == UInt8(ascii: "%") {
        literal.append(letter)
        continue
      }
      guard let known = TimeLetter(letter) else {
        throw .unknownTimeLetter(String(decoding: [letter], as: UTF8.self), at: pattern.range)
      }
      parts.append(.text(literal))
      literal = []
      parts.append(.letter(known))
    }
    parts.append(.text(literal))
    return parts
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    guard let column = batch[field] else { return nil }
    let numbers = column.asNumbers(in: batch.mask)
    let zone = context.zone(timezone)
    var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
    for row in 0..<batch.rowCount {
      guard batch.mask[row], numbers.isPresent(row), let instant = milliseconds(numbers.values[row]) else {
        builder.appendMissing()
        continue
      }
      let time = CivilTime(instant, in: zone)
      for part in parts {
        switch part {
        case .text(let bytes): builder.storage.append(contentsOf: bytes)
        case .letter(let letter): letter.append(instant, as: time, zone: zone, to: &builder.storage)
        }
      }
      builder.endValue()
    }
    return .text(builder.finish())
  }

  private func milliseconds(_ number: Double) -> Int64? {
    let isSeconds = unit == .seconds || unit == .auto && number.magnitude <= 100_000_000_000
    return Int64(exactly: (isSeconds ? number * 1000 : number).rounded(.down))
  }
}

extension Diagnostic {
  fileprivate static func unknownTimeLetter(_ letter: String, at range: SourceRange) -> Self {
    Diagnostic(
      "bad-time-format", "'%\(letter)' means nothing in a time format", at: range,
      help: "Use letters such as %Y, %m, %d, %H, %M, %S, %F or %T; %% is a percent sign.")
  }
}
