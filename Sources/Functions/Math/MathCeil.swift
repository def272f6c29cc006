import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:ceil(field)` is the smallest whole number that is not below a number.
struct MathCeil: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_ceil")

  static let spec = FunctionSpec(
    "math:ceil", in: .math, kind: .transform,
    summary: "Rounds a number up to a whole number.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "Started hours", query: "hours := math:ceil(h)",
        events: #"{"h": "2.1"} {"h": "-2.1"}"#,
        yields: #"{"h": "2.1", "hours": "3"} {"h": "-2.1", "hours": "-2"}"#),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { $0.rounded(.up) }
  }
}
