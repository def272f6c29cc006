import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:arctan2(y=…, x=…)` is the angle of a point, in radians.
struct MathArcTan2: ValueFunction {
  static let x = Parameter<FieldName>("x", "Field that holds the x coordinate.")
  static let y = Parameter<FieldName>("y", "Field that holds the y coordinate.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_arctan2")

  static let spec = FunctionSpec(
    "math:arctan2", in: .math, kind: .transform,
    summary: "Takes the angle, in radians, between the x axis and the line to a point.",
    details: ["Without two numbers there is no result."],
    parameters: x, y, output,
    examples: [
      Example(
        "North-east", query: "angle := math:arctan2(x=east, y=north)",
        events: #"{"east": "2", "north": "2"} {"east": "2"}"#,
        yields: #"{"east": "2", "north": "2", "angle": "0.7853981633974483"} {"east": "2"}"#,
        comparison: .approximate),
    ])

  private let x: String
  private let y: String
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    x = arguments[Self.x].text
    y = arguments[Self.y].text
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let xs = batch.numbers(of: x)
    let ys = batch.numbers(of: y)
    return .numbers(in: batch.mask) { row in
      xs.isPresent(row) && ys.isPresent(row) ? atan2(ys.values[row], xs.values[row]) : nil
    }
  }
}
