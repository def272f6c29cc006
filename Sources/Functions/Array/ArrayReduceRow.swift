import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:reduceRow("name[]", var=x, function=max(x))`: an aggregate of the elements of each event.
struct ArrayReduceRow: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array to aggregate, written name[].", unnamed: true)
  static let variable = Parameter<String>("var", "Name of the element in the function.")
  static let function = Parameter<Aggregates>("function", "An aggregate that gives one row with one field.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_reduceRow")

  static let spec = FunctionSpec(
    "array:reduceRow", in: .array, kind: .transform,
    summary: "Aggregates the elements of an array, event by event.",
    details: ["Events without the array stay as they are."],
    parameters: array, variable, function, output,
    examples: [
      Example(
        "The highest port", query: #"array:reduceRow("port[]", var=p, function=max(p), as=top)"#,
        events: #"{"port[0]": "22", "port[1]": "443"}"#, yields: #"{"port[0]": "22", "port[1]": "443", "top": "443"}"#)
    ],
    takesOneRow: true)

  private let array: ArrayName
  private let name: String
  private let aggregates: Aggregates
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    name = arguments[Self.variable]
    aggregates = arguments[Self.function]
    if aggregates.items?.count ?? 1 != 1 { throw .severalReductions(at: arguments.located(Self.function).range) }
    output = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writes: [arguments[output].text])
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.materialiseForOutput()
    let elements = ElementRows(array, as: name, of: batch, keepsFields: false)
    if elements.parents.isEmpty { return }
    var owners: [UInt32] = []
    let groups = elements.parents.map { parent in
      if owners.last != parent { owners.append(parent) }
      return UInt32(owners.count - 1)
    }
    let state = try context.makeState(of: aggregates)
    try state.update(elements.rows, groups: groups, groupCount: owners.count)
    let values = try WindowAggregates.onePerGroup(
      try state.finish(groupCount: owners.count), owners.count, owner: "array:reduceRow")
    let names = values.names.filter { !HiddenField.isHidden($0) }
    guard let name = names.first, let column = values[name] else { return }
    if names.count > 1 {
      throw .limitExceeded(
        "array:reduceRow() takes an aggregate that gives one field, and its one gave \(names.joined(separator: ", "))")
    }
    var sources = [UInt32](repeating: Column.noRow, count: batch.rowCount)
    for (group, owner) in owners.enumerated() { sources[Int(owner)] = UInt32(group) }
    batch.assign(column.gather(orMissing: sources), to: output)
  }
}

extension Diagnostic {
  fileprivate static func severalReductions(at range: SourceRange) -> Self {
    Diagnostic(
      "several-aggregates", "'array:reduceRow' takes one aggregate, for it writes one field", at: range,
      help: "Call it once for each: array:reduceRow(\"a[]\", var=x, function=max(x), as=highest).")
  }
}
