import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:deg2rad(field)` is an angle in radians, from degrees.
struct MathDeg2Rad: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_deg2rad")

  static let spec = FunctionSpec(
    "math:deg2rad", in: .math, kind: .transform,
    summary: "Converts an angle from degrees to radians.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "A right angle", query: "math:deg2rad(angle)",
        events: #"{"angle": "90"}"#,
        yields: #"{"angle": "90", "_deg2rad": "1.5707963267948966"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { $0 * (.pi / 180) }
  }
}
