import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:rad2deg(field)` is an angle in degrees, from radians.
struct MathRad2Deg: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_rad2deg")

  static let spec = FunctionSpec(
    "math:rad2deg", in: .math, kind: .transform,
    summary: "Converts an angle from radians to degrees.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "Half a turn", query: "math:rad2deg(angle)",
        events: #"{"angle": "3.141592653589793"}"#,
        yields: #"{"angle": "3.141592653589793", "_rad2deg": "180"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { $0 * (180 / .pi) }
  }
}
