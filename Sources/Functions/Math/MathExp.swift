import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:exp(field)` is e to the power of a number.
struct MathExp: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_exp")

  static let spec = FunctionSpec(
    "math:exp", in: .math, kind: .transform,
    summary: "Raises e to the power of a number.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "Growth", query: "math:exp(x)",
        events: #"{"x": "2"} {"x": "0"}"#,
        yields: #"{"x": "2", "_exp": "7.38905609893065"} {"x": "0", "_exp": "1"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { exp($0) }
  }
}
