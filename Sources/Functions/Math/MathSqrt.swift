import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:sqrt(field)` is the square root of a number.
struct MathSqrt: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_sqrt")

  static let spec = FunctionSpec(
    "math:sqrt", in: .math, kind: .transform,
    summary: "Takes the square root of a number.",
    details: ["A value that is no number has no result.", "Of a negative number there is no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "The side of a square", query: "side := math:sqrt(area)",
        events: #"{"area": "2.25"} {"area": "-4"}"#,
        yields: #"{"area": "2.25", "side": "1.5"} {"area": "-4"}"#),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { $0.squareRoot() }
  }
}
