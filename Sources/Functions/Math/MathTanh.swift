import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:tanh(field)` is the hyperbolic tangent of a number.
struct MathTanh: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_tanh")

  static let spec = FunctionSpec(
    "math:tanh", in: .math, kind: .transform,
    summary: "Takes the hyperbolic tangent of a number.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A score between -1 and 1", query: "math:tanh(x)",
        events: #"{"x": "0.5"}"#,
        yields: #"{"x": "0.5", "_tanh": "0.46211715726000974"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { tanh($0) }
  }
}
