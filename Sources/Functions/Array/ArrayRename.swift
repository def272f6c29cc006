import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:rename("old[]", asArray="new[]")` gives an array another name.
struct ArrayRename: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array to rename, written name[].", unnamed: true)
  static let asArray = Parameter<ArrayName>("asArray", "Its new name, written name[].")

  static let spec = FunctionSpec(
    "array:rename", in: .array, kind: .transform,
    summary: "Gives an array another name.",
    details: [
      "An array that has the new name is replaced.", "Elements behind the first missing one keep their name.",
    ],
    parameters: array, asArray,
    examples: [
      Example(
        "A better name", query: #"array:rename("ip[]", asArray="address[]")"#, events: #"{"ip[0]": "a", "ip[1]": "b"}"#,
        yields: #"{"address[0]": "a", "address[1]": "b"}"#)
    ])

  private let array: ArrayName
  private let target: ArrayName

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    target = arguments[Self.asArray]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    if array.prefix == target.prefix, array.suffix == target.suffix { return }
    try batch.materialiseForOutput()
    let field = ArrayField(array.prefix, suffix: array.suffix, in: batch)
    let alive = batch.mask
    var mask = alive
    mask.keep { field.count(in: $0) > 0 }
    if mask.isEmpty { return }
    var values: [(row: Int, value: [UInt8])] = []
    mask.forEach { row in values += field.texts(in: row).map { (row, $0) } }
    batch.mask = mask
    batch.setArray(target, to: values)
    batch.setArray(array, to: [])
    batch.mask = alive
  }
}
