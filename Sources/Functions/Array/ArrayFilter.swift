import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:filter("name[]", function={…})` keeps the elements that pass a block.
struct ArrayFilter: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array to filter, written name[].", unnamed: true)
  static let function = Parameter<Condition>("function", "Elements that pass it are kept.")
  static let variable = Parameter<String?>("var", "Name of the element in the block; the array's when left out.", default: nil)
  static let asArray = Parameter<ArrayName?>("asArray", "Array to write; the same when left out.", default: nil)

  static let spec = FunctionSpec(
    "array:filter", in: .array, kind: .transform,
    summary: "Keeps the elements of an array that pass a block.",
    details: ["Elements that are kept move up; the event itself always stays."],
    parameters: array, function, variable, asArray,
    examples: [
      Example(
        "Low ports", query: #"array:filter("port[]", var=p, function={p < 1024})"#,
        events: #"{"port[0]": "22", "port[1]": "8080", "port[2]": "443"}"#,
        yields: #"{"port[0]": "22", "port[1]": "443"}"#)
    ])

  private let array: ArrayName
  private let target: ArrayName
  private let function: Condition
  private let name: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    target = arguments[Self.asArray] ?? array
    function = arguments[Self.function]
    name = arguments[Self.variable].flatMap { $0.isEmpty ? nil : $0 } ?? array.elementName
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.materialiseForOutput()
    let elements = ElementRows(array, as: name, of: batch)
    var rows = elements.rows
    try context.narrow(&rows, by: function.pipeline)
    let texts = elements.rows.text(of: name)
    let values = rows.mask.rows.map { element in
      (row: Int(elements.parents[Int(element)]), value: Array(texts.storage[texts.range(of: Int(element))]))
    }
    batch.setArray(target, to: values)
  }
}
