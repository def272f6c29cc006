import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:mod(field, divisor=…)` is what remains after a division, with the sign of the divisor.
struct MathMod: ValueFunction {
  static let divisor = Parameter<Double>("divisor", "Number to divide by.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_mod")

  static let spec = FunctionSpec(
    "math:mod", in: .math, kind: .transform,
    summary: "Takes what remains of a number after division.",
    details: [
      "Both numbers are rounded down first, and the result has the sign of the divisor.",
      "A value that is no number has no result, nor does a division by 0.",
    ],
    parameters: NumberCall.field, divisor, output,
    examples: [
      Example(
        "Which of four workers", query: "worker := math:mod(job, divisor=4)",
        events: #"{"job": "11"} {"job": "-1"}"#,
        yields: #"{"job": "11", "worker": "3"} {"job": "-1", "worker": "3"}"#),
    ])

  private let call: NumberCall
  private let divisor: Double

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = NumberCall(arguments, output: Self.output)
    divisor = arguments[Self.divisor].rounded(.down)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let divisor = divisor
    return call.map(batch) { number in
      guard divisor != 0 else { return nil }
      let rest = number.rounded(.down).truncatingRemainder(dividingBy: divisor)
      return rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest
    }
  }
}
