import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:sinh(field)` is the hyperbolic sine of a number.
struct MathSinh: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_sinh")

  static let spec = FunctionSpec(
    "math:sinh", in: .math, kind: .transform,
    summary: "Takes the hyperbolic sine of a number.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A hyperbolic sine", query: "math:sinh(x)",
        events: #"{"x": "1.5"}"#,
        yields: #"{"x": "1.5", "_sinh": "2.1292794550948173"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { sinh($0) }
  }
}
