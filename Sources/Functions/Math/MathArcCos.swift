import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:arccos(field)` is the angle, in radians, with a given cosine.
struct MathArcCos: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_arccos")

  static let spec = FunctionSpec(
    "math:arccos", in: .math, kind: .transform,
    summary: "Takes the inverse cosine, in radians.",
    details: ["A value that is no number has no result.", "Outside -1 to 1 there is no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "An angle from its cosine", query: "math:arccos(c)",
        events: #"{"c": "0.5"} {"c": "2"}"#,
        yields: #"{"c": "0.5", "_arccos": "1.0471975511965979"} {"c": "2"}"#, comparison: .approximate),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { acos($0) }
  }
}
