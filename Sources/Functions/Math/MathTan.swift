import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:tan(field)` is the tangent of an angle in radians.
struct MathTan: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_tan")

  static let spec = FunctionSpec(
    "math:tan", in: .math, kind: .transform,
    summary: "Takes the tangent of an angle in radians.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A tangent", query: "math:tan(a)",
        events: #"{"a": "1"}"#,
        yields: #"{"a": "1", "_tan": "1.5574077246549023"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { tan($0) }
  }
}
