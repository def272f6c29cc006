import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:reduceAll("name[]", var=x, function=avg(x))`: an aggregate of the elements of all events.
struct ArrayReduceAll: AggregateFunction {
  static let array = Parameter<ArrayName>("array", "Array to aggregate, written name[].", unnamed: true)
  static let variable = Parameter<String>("var", "Name of the element in the function.")
  static let function = Parameter<Aggregates>("function", "What to aggregate.")

  static let spec = FunctionSpec(
    "array:reduceAll", in: .array, kind: .aggregate,
    summary: "Aggregates the elements of an array over all events.",
    details: ["It is as if each element were an event with this one field."],
    parameters: array, variable, function,
    examples: [
      Example(
        "The mean of all", query: #"array:reduceAll("v[]", var=x, function=avg(x))"#,
        events: #"{"v[0]": "1", "v[1]": "4"} {"v[0]": "4"}"#, yields: #"{"_avg": "3"}"#)
    ])

  private let array: ArrayName
  private let name: String
  private let aggregates: Aggregates

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    name = arguments[Self.variable]
    aggregates = arguments[Self.function]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, survivors: .only([]), writesUnknownFields: true)
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    ElementsState(array, as: name, try context.makeState(of: aggregates))
  }
}

/// Hands the elements of arrays to another aggregate, as rows with one field.
private final class ElementsState: AggregateState {
  private let array: ArrayName
  private let name: String
  private let inner: any AggregateState

  init(_ array: ArrayName, as name: String, _ inner: any AggregateState) {
    self.array = array
    self.name = name
    self.inner = inner
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    let whole = try batch.withArrays()
    let elements = ElementRows(array, as: name, of: whole, keepsFields: false)
    if elements.parents.isEmpty { return }
    var rows = elements.rows
    if !whole.positions.isEmpty { rows.positions = elements.parents.map { whole.positions[Int($0)] } }
    try inner.update(rows, groups: elements.parents.map { groups[Int($0)] }, groupCount: groupCount)
  }

  var heldBytes: Int { inner.heldBytes }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try inner.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try inner.merge(partial, groups: groups, groupCount: groupCount)
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows { try inner.finish(groupCount: groupCount) }
}
