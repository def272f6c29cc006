import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:sin(field)` is the sine of an angle in radians.
struct MathSin: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_sin")

  static let spec = FunctionSpec(
    "math:sin", in: .math, kind: .transform,
    summary: "Takes the sine of an angle in radians.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A sine", query: "math:sin(a)",
        events: #"{"a": "2"}"#,
        yields: #"{"a": "2", "_sin": "0.9092974268256817"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { sin($0) }
  }
}
