import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:arcsin(field)` is the angle, in radians, with a given sine.
struct MathArcSin: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_arcsin")

  static let spec = FunctionSpec(
    "math:arcsin", in: .math, kind: .transform,
    summary: "Takes the inverse sine, in radians.",
    details: ["A value that is no number has no result.", "Outside -1 to 1 there is no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "An angle from its sine", query: "math:arcsin(s)",
        events: #"{"s": "1"} {"s": "-7"}"#,
        yields: #"{"s": "1", "_arcsin": "1.5707963267948966"} {"s": "-7"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { asin($0) }
  }
}
