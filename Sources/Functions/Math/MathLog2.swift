import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:log2(field)` is the logarithm of a number to base 2.
struct MathLog2: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_log2")

  static let spec = FunctionSpec(
    "math:log2", in: .math, kind: .transform,
    summary: "Takes the logarithm of a number to base 2.",
    details: ["A value that is no number has no result.", "Of zero and of negative numbers there is no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "Bits of a count", query: "bits := math:log2(n)",
        events: #"{"n": "1024"} {"n": "0"}"#,
        yields: #"{"n": "1024", "bits": "10"} {"n": "0"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { log2($0) }
  }
}
