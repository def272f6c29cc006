import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `length(field)` is the number of UTF-16 units of a text.
struct Length: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_length")

  static let spec = FunctionSpec(
    "length", in: .string, kind: .transform,
    summary: "Counts the characters of a text.",
    details: [
      "Characters are counted as UTF-16 units, so an emoji counts twice or more; text:length() counts what is seen.",
      "An empty text has length 0; a missing field has none.",
    ],
    parameters: TextCall.field, output,
    examples: [
      Example(
        "Long commands", query: "length(cmd, as=n) | n > 8", events: #"{"cmd": "ls"} {"cmd": "curl http://x"}"#,
        yields: #"{"cmd": "curl http://x", "n": "13"}"#),
    ])

  private let call: TextCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    batch[call.field]?.mapTextToNumber(in: batch.mask) { text in
      var units = 0
      for index in text.indices where text[index] & 0xC0 != 0x80 { units += text[index] >= 0xF0 ? 2 : 1 }
      return Double(units)
    }
  }
}
