import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `base64Encode(field)` is a text as Base64.
struct Base64Encode: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_base64Encode")

  static let spec = FunctionSpec(
    "base64Encode", in: .conversion, kind: .transform,
    summary: "Encodes the UTF-8 bytes of a text as Base64.",
    parameters: TextCall.field, output,
    examples: [
      Example(
        "A name", query: "base64Encode(usr)", events: #"{"usr": "ida"} {"usr": "Åse"}"#,
        yields: #"{"usr": "ida", "_base64Encode": "aWRh"} {"usr": "Åse", "_base64Encode": "w4VzZQ=="}"#),
    ])

  private let call: TextCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { text, output in
      Base64.append(text, to: &output)
      return true
    }
  }
}
