import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:log1p(field)` is the natural logarithm of one plus a number.
struct MathLog1p: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_log1p")

  static let spec = FunctionSpec(
    "math:log1p", in: .math, kind: .transform,
    summary: "Takes the natural logarithm of one plus a number, exactly for numbers near 0.",
    details: ["A value that is no number has no result.", "Of -1 and below there is no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A small ratio", query: "math:log1p(x)",
        events: #"{"x": "0.001"} {"x": "-1"}"#,
        yields: #"{"x": "0.001", "_log1p": "0.0009995003330835331"} {"x": "-1"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { log1p($0) }
  }
}
