import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `sankey(source=…, target=…)`: how much flows between the values of two fields.
struct Sankey: AggregateFunction {
  static let source = Parameter<FieldName>("source", "Field on the left.")
  static let target = Parameter<FieldName>("target", "Field on the right.")
  static let weight = Parameter<Aggregates>("weight", "What flows.", default: .count)

  static let spec = FunctionSpec(
    "sankey", in: .aggregate, kind: .aggregate,
    summary: "Weighs the combinations of two fields, for a flow chart.",
    details: ["Events that lack one of the fields are ignored."],
    parameters: source, target, weight,
    examples: [
      Example(
        "Logins", query: "sankey(source=user, target=host)", events: #"{"user": "ida", "host": "a"} {"user": "ida", "host": "a"} {"user": "bo"}"#,
        yields: #"{"source": "ida", "target": "a", "weight": "2"}"#)
    ],
    givesSeveralRows: true)

  private let fields: [String]
  private let weight: Aggregates

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = [arguments[Self.source].text, arguments[Self.target].text]
    weight = arguments[Self.weight]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments.fieldsRead, writes: ["source", "target", "weight"], survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    RenamedState(
      GroupingState(Grouping(by: FieldKeys(fields), owner: "sankey"), inner: try context.makeState(of: weight), in: context),
      names: ["source", "target", "weight"])
  }
}

/// Another state whose columns get new names, in order.
private final class RenamedState: AggregateState {
  private let inner: any AggregateState
  private let names: [String]

  init(_ inner: any AggregateState, names: [String]) {
    self.inner = inner
    self.names = names
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try inner.update(batch, groups: groups, groupCount: groupCount)
  }

  var heldBytes: Int { inner.heldBytes }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try inner.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try inner.merge(partial, groups: groups, groupCount: groupCount)
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    let result = try inner.finish(groupCount: groupCount)
    var rows = Batch(rowCount: result.rows.rowCount)
    for (name, column) in zip(names, result.rows.columns) { rows.set(name, to: column) }
    return GroupedRows(rows: rows, groups: result.groups)
  }
}
