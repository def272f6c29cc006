import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:contains("name[]", value=…)` keeps events in which an element equals a text.
struct ArrayContains: FilterFunction {
  static let array = Parameter<ArrayName>("array", "Array to look in, written name[].", unnamed: true)
  static let value = Parameter<String>("value", "Text an element must equal.")

  static let spec = FunctionSpec(
    "array:contains", in: .array, kind: .filter,
    summary: "Keeps events in which an element of an array equals a text.",
    details: ["The whole element must be equal, with case; for patterns use array:regex()."],
    parameters: array, value,
    examples: [
      Example(
        "Admins", query: #"array:contains("role[]", value="admin")"#,
        events: #"{"role[0]": "user", "role[1]": "admin"} {"role[0]": "user"}"#,
        yields: #"{"role[0]": "user", "role[1]": "admin"}"#)
    ])

  private let array: ArrayName
  private let value: [UInt8]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    value = Array(arguments[Self.value].utf8)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects { arguments.arrayEffects }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    let whole = try batch.withArrays()
    let reader = ArrayField(array, of: whole)
    let value = value
    batch.mask.keep { row in
      var isFound = false
      reader.forEach(row) { element in
        isFound = element.count == value.count && TextPair.start(value.span, element)
        return !isFound
      }
      return isFound
    }
  }
}
