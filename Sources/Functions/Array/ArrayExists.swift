import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:exists("name[]", condition={…})` keeps events of which an element passes a condition.
struct ArrayExists: FilterFunction {
  static let array = Parameter<ArrayName>("array", "Array to look in, written name[].", unnamed: true)
  static let condition = Parameter<Condition>("condition", "An element must pass it.")
  static let variable = Parameter<String?>("var", "Name of the element in the condition; the array's when left out.", default: nil)

  static let spec = FunctionSpec(
    "array:exists", in: .array, kind: .filter,
    summary: "Keeps events in which an element of an array passes a condition.",
    details: ["The condition sees the other fields of the event too.", "For arrays of objects there is objectArray:exists()."],
    parameters: array, condition, variable,
    examples: [
      Example(
        "A high port", query: #"array:exists("port[]", var=p, condition={p > 1000})"#,
        events: #"{"id": "1", "port[0]": "80", "port[1]": "4444"} {"id": "2", "port[0]": "443"}"#,
        yields: #"{"id": "1", "port[0]": "80", "port[1]": "4444"}"#)
    ])

  private let array: ArrayName
  private let condition: Condition
  private let name: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    condition = arguments[Self.condition]
    name = arguments[Self.variable] ?? array.elementName
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects { arguments.arrayEffects }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.keepRows(with: array, as: name, where: condition, hasObjects: false, in: context)
  }
}

extension Batch {
  /// Clears the mask bits of the rows of which no element passes a condition.
  mutating func keepRows(
    with array: ArrayName, as name: String, where condition: Condition, hasObjects: Bool, in context: RunContext
  ) throws(ExecutionError) {
    var whole = try withArrays()
    whole.mask = mask
    let elements = ElementRows(array, as: name, of: whole, hasObjects: hasObjects)
    var rows = elements.rows
    try context.narrow(&rows, by: condition.pipeline)
    mask = elements.parents(of: rows.mask.rows, rowCount: rowCount)
  }
}
