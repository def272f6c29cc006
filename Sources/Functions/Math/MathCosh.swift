import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:cosh(field)` is the hyperbolic cosine of a number.
struct MathCosh: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_cosh")

  static let spec = FunctionSpec(
    "math:cosh", in: .math, kind: .transform,
    summary: "Takes the hyperbolic cosine of a number.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A hyperbolic cosine", query: "math:cosh(x)",
        events: #"{"x": "1"}"#,
        yields: #"{"x": "1", "_cosh": "1.5430806348152437"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { cosh($0) }
  }
}
