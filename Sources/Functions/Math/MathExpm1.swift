import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:expm1(field)` is e to the power of a number, minus one.
struct MathExpm1: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_expm1")

  static let spec = FunctionSpec(
    "math:expm1", in: .math, kind: .transform,
    summary: "Raises e to the power of a number and takes one away, exactly for numbers near 0.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A small exponent", query: "math:expm1(x)",
        events: #"{"x": "0.00001"}"#,
        yields: #"{"x": "0.00001", "_expm1": "0.00001000005000016667"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { expm1($0) }
  }
}
