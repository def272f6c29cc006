import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `format("…", field=[…])` fills values into a text.
struct Format: ValueFunction {
  static let format = Parameter<String>(
    "format", "Text with a specifier such as %s or %.2f for each value.", unnamed: true)
  static let field = Parameter<[FieldName]>("field", "Fields whose values the specifiers take, in order.")
  static let timezone = Parameter<TimeZoneName?>(
    "timezone", "Time zone of %t specifiers; that of the query when left out.", default: nil)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_format")

  static let spec = FunctionSpec(
    "format", in: .string, kind: .transform,
    summary: "Fills the values of fields into a text with printf-style specifiers.",
    details: [
      "A specifier is %[index$][flags][width][.precision]type; types are d i o x f e g b c s, t with a second letter "
        + "for times, n for a line break and %% for a percent sign.",
      "Flags are - (left), + and blank (sign), # (prefix of %x and %o), 0 (leading zeros) and , (groups of thousands).",
      "A missing field, and a text under a numeric type, prints null.",
      "%t reads epoch milliseconds; reuse the value with %<tM or an index such as %1$tM.",
    ],
    parameters: format, field, timezone, output,
    examples: [
      Example(
        "A readable address", query: #"where := format("%s:%d", field=[host, port])"#,
        events: #"{"host": "web-1", "port": "443"}"#,
        yields: #"{"host": "web-1", "port": "443", "where": "web-1:443"}"#),
      Example(
        "Two decimals and thousands", query: #"format("%,.2f USD", field=cost, as=cost)"#,
        events: #"{"cost": "1234.5"}"#, yields: #"{"cost": "1,234.50 USD"}"#),
      Example(
        "A day", query: #"day := format("%tF", field=[time])"#, events: #"{"time": "1730000000000"}"#,
        yields: #"{"time": "1730000000000", "day": "2024-10-27"}"#),
    ])

  private let template: FormatTemplate
  private let fields: [String]
  private let timezone: TimeZoneName?
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    let format = arguments.located(Self.format)
    fields = arguments[Self.field].map(\.text)
    timezone = arguments[Self.timezone]
    target = arguments[Self.output].text
    do throws(FormatTemplate.Problem) {
      template = try FormatTemplate(format.value)
    } catch {
      throw .badFormat(error, at: format.range)
    }
    if template.fieldCount > fields.count {
      throw .tooFewFields(fields.count, needed: template.fieldCount, at: format.range)
    }
  }

  static func advice(on arguments: BoundArguments) -> [Diagnostic] {
    let text = arguments[format]
    let fields = arguments.located(field)
    guard let template = try? FormatTemplate(text), fields.value.count > template.fieldCount else { return [] }
    return [.unusedFields(fields.value.count, places: template.fieldCount, in: text, at: fields.range)]
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let columns = fields.map { batch.text(of: $0) }
    let zone = context.zone(timezone)
    return Column.text(in: batch.mask) { row, text in
      for piece in template.pieces {
        switch piece {
        case .literal(let literal):
          text.append(contentsOf: literal)
        case .specifier(let specifier):
          let column = columns[specifier.field]
          if column.isPresent(row) {
            specifier.append(column.storage.span.extracting(column.range(of: row)), zone: zone, to: &text)
          } else {
            specifier.append(nil, zone: zone, to: &text)
          }
        }
      }
      return true
    }
  }
}

extension Diagnostic {
  fileprivate static func badFormat(_ problem: FormatTemplate.Problem, at range: SourceRange) -> Self {
    let message =
      switch problem {
      case .unfinished: "the format text ends inside a specifier"
      case .unknownType(let type): "'\(type)' is no type of a format specifier"
      case .unknownTimeLetter(let letter): "'\(letter)' is no letter of a time specifier"
      case .nothingBefore: "'%<' repeats the field of the specifier before it, and there is none"
      case .precisionTooLarge: "a format specifier has at most 9 decimals"
      }
    return Diagnostic(
      "bad-format", message, at: range,
      help: "Write for example \"%s\", \"%5d\", \"%.2f\" or \"%tF %<tT\"; a percent sign is %%.")
  }

  fileprivate static func unusedFields(_ count: Int, places: Int, in text: String, at range: SourceRange) -> Self {
    let fields = count == 1 ? "a field" : "\(count) fields"
    return Diagnostic(
      "unused-fields", .warning,
      "'format' is given \(fields), and its text has \(places == 0 ? "no place" : "\(places) of \(count) places") for values",
      at: range,
      help: text.contains("{}")
        ? "A place is written '%s' here, not '{}': 'format(\"%s:%s\", field=[a, b])'."
        : "Write a place such as '%s' for each field, 'format(\"%s:%s\", field=[a, b])', or name fewer fields.")
  }

  fileprivate static func tooFewFields(_ count: Int, needed: Int, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "the format text asks for \(needed) fields and 'field' names \(count)", at: range,
      help: "Name one field for each specifier: format(\"%s:%s\", field=[a, b]).")
  }
}
