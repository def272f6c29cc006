import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `upper(field)` is a text with all letters in upper case.
struct Upper: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_upper")
  static let locale = Parameter<String?>(
    "locale", "Language whose rules hold, such as da or tr_TR; matters for Turkish, Azerbaijani and Lithuanian.",
    default: nil)

  static let spec = FunctionSpec(
    "upper", in: .string, kind: .transform,
    summary: "Writes all letters of a text in upper case.",
    details: ["Other characters stay as they are, and so does the field that is read."],
    parameters: TextCall.field, output, locale,
    examples: [
      Example(
        "Names in one spelling", query: "usr := upper(usr)",
        events: #"{"usr": "IdA-7"} {"host": "web-1"}"#,
        yields: #"{"usr": "IDA-7"} {"host": "web-1"}"#),
      Example(
        "In an expression", query: #"test(upper(verb) == "STOP")"#,
        events: #"{"verb": "Stop"} {"verb": "start"}"#, yields: #"{"verb": "Stop"}"#),
    ])

  private let call: TextCall
  private let letters: LetterCase

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
    letters = LetterCase(.upper, locale: arguments[Self.locale])
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
