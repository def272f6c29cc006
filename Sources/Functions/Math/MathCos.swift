import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:cos(field)` is the cosine of an angle in radians.
struct MathCos: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_cos")

  static let spec = FunctionSpec(
    "math:cos", in: .math, kind: .transform,
    summary: "Takes the cosine of an angle in radians.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A cosine", query: "math:cos(a)",
        events: #"{"a": "0"}"#,
        yields: #"{"a": "0", "_cos": "1"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { cos($0) }
  }
}
