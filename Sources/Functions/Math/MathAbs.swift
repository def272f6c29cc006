import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:abs(field)` is the absolute value of a number.
struct MathAbs: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_abs")

  static let spec = FunctionSpec(
    "math:abs", in: .math, kind: .transform,
    summary: "Takes the absolute value of a number.",
    details: ["A value that is no number has no result."],
    parameters: NumberCall.field, output,
    examples: [
      Example(
        "How far off the clock is", query: "skew := math:abs(offset)",
        events: #"{"offset": "-3.5"} {"offset": "late"}"#,
        yields: #"{"offset": "-3.5", "skew": "3.5"} {"offset": "late"}"#),
    ])

  private let call: NumberCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { $0.magnitude }
  }
}
