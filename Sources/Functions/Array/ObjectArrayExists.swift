import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `objectArray:exists("name[]", condition={…})` keeps events of which an object passes a condition.
struct ObjectArrayExists: FilterFunction {
  static let array = Parameter<ArrayName>("array", "Array of objects to look in, written name[].", unnamed: true)
  static let condition = Parameter<Condition>("condition", "An element must pass it.")
  static let variable = Parameter<String?>("var", "Name of the element in the condition; the array's when left out.", default: nil)

  static let spec = FunctionSpec(
    "objectArray:exists", in: .array, kind: .filter,
    summary: "Keeps events in which an element of an array of objects passes a condition.",
    details: ["Members of the element are fields such as name.member; the other fields of the event are seen too."],
    parameters: array, condition, variable,
    examples: [
      Example(
        "A bucket among the resources", query: #"objectArray:exists("res[]", condition={res.type=bucket})"#,
        events: #"{"res[0].type": "role", "res[1].type": "bucket"} {"res[0].type": "role"}"#,
        yields: #"{"res[0].type": "role", "res[1].type": "bucket"}"#)
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
    try batch.keepRows(with: array, as: name, where: condition, hasObjects: true, in: context)
  }
}
