import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `lower(field)` is a text with all letters in lower case.
struct Lower: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_lower")
  static let locale = Parameter<String?>(
    "locale", "Language whose rules hold, such as da or tr_TR; matters for Turkish, Azerbaijani and Lithuanian.",
    default: nil)
  static let type = Parameter<String?>(
    "type", "Older name of locale.", default: nil, deprecated: "Write locale instead of type.")
  static let spec = FunctionSpec(
    "lower", in: .string, kind: .transform,
    summary: "Writes all letters of a text in lower case.",
    details: ["Other characters stay as they are, and so does the field that is read."],
    parameters: TextCall.field, output, locale, type,
    examples: [
      Example(
        "Names in one spelling", query: "usr := lower(usr)",
        events: #"{"usr": "IdA-7"} {"host": "web-1"}"#,
        yields: #"{"usr": "ida-7"} {"host": "web-1"}"#),
      Example(
        "In an expression", query: #"test(lower(verb) == "stop")"#,
        events: #"{"verb": "Stop"} {"verb": "start"}"#, yields: #"{"verb": "Stop"}"#),
    ])

  private let call: TextCall
  private let letters: LetterCase

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
    letters = LetterCase(.lower, locale: arguments[Self.locale] ?? arguments[Self.type])
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let letters = letters
    return call.map(batch) { text, output in
      letters.append(text, to: &output)
      return true
    }
  }
}
