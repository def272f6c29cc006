import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:log(field)` is the natural logarithm of a number.
struct MathLog: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_log")

  static let spec = FunctionSpec(
    "math:log", in: .math, kind: .transform,
    summary: "Takes the natural logarithm of a number.",
    details: ["A value that is no number has no result.", "Of zero and of negative numbers there is no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A logarithm", query: "math:log(x)",
        events: #"{"x": "10"} {"x": "0"}"#,
        yields: #"{"x": "10", "_log": "2.302585092994046"} {"x": "0"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { log($0) }
  }
}
