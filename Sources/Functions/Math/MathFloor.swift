import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:floor(field)` is the largest whole number that is not above a number.
struct MathFloor: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_floor")

  static let spec = FunctionSpec(
    "math:floor", in: .math, kind: .transform,
    summary: "Rounds a number down to a whole number.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "Whole hours", query: "hours := math:floor(h)",
        events: #"{"h": "2.9"} {"h": "-2.1"}"#,
        yields: #"{"h": "2.9", "hours": "2"} {"h": "-2.1", "hours": "-3"}"#),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { $0.rounded(.down) }
  }
}
