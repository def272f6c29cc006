import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:length("name[]")` counts the elements of an array.
struct ArrayLength: ValueFunction {
  static let array = Parameter<ArrayName>("array", "Array to count, written name[].", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_length")

  static let spec = FunctionSpec(
    "array:length", in: .array, kind: .transform,
    summary: "Counts the elements of an array.",
    details: ["Elements after a gap do not count; without the array the length is 0."],
    parameters: array, output,
    examples: [
      Example(
        "Roles", query: #"n := array:length("role[]") | select(n)"#,
        events: #"{"role[0]": "user", "role[1]": "admin"} {"x": "1"}"#, yields: #"{"n": "2"} {"n": "0"}"#)
    ])

  private let array: ArrayName
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    target = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects { arguments.arrayEffects }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let reader = ArrayField(array, of: try batch.withArrays())
    return .integer(NumberColumn((0..<batch.rowCount).map { Int64(reader.count(in: $0)) }))
  }
}
