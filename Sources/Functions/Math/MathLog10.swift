import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:log10(field)` is the logarithm of a number to base 10.
struct MathLog10: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_log10")

  static let spec = FunctionSpec(
    "math:log10", in: .math, kind: .transform,
    summary: "Takes the logarithm of a number to base 10.",
    details: ["A value that is no number has no result.", "Of zero and of negative numbers there is no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "The magnitude of a transfer", query: "size := math:log10(bytes)",
        events: #"{"bytes": "1000"} {"bytes": "-1"}"#,
        yields: #"{"bytes": "1000", "size": "3"} {"bytes": "-1"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { log10($0) }
  }
}
