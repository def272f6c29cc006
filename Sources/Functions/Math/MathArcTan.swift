import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:arctan(field)` is the angle, in radians, with a given tangent.
struct MathArcTan: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_arctan")

  static let spec = FunctionSpec(
    "math:arctan", in: .math, kind: .transform,
    summary: "Takes the inverse tangent, in radians.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "An angle from its tangent", query: "angle := math:arctan(t)",
        events: #"{"t": "1"}"#,
        yields: #"{"t": "1", "angle": "0.7853981633974483"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { atan($0) }
  }
}
