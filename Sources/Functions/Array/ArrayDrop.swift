import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:drop("name[]")` removes an array.
struct ArrayDrop: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array to remove, written name[].", unnamed: true)

  static let spec = FunctionSpec(
    "array:drop", in: .array, kind: .transform,
    summary: "Removes all elements of an array.",
    details: ["Elements behind the first missing one stay."],
    parameters: array,
    examples: [
      Example(
        "Without the list", query: #"array:drop("ip[]")"#, events: #"{"id": "7", "ip[0]": "a", "ip[1]": "b"}"#,
        yields: #"{"id": "7"}"#)
    ])

  private let array: ArrayName

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.materialiseForOutput()
    batch.setArray(array, to: [])
  }
}
