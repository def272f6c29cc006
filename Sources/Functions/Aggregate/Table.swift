import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `table([…])`: rows with only the given fields, sorted.
struct Table: AggregateFunction {
  static let fields = Parameter<[FieldName]>("fields", "Fields to keep, in order.", unnamed: true)
  static let limit = Parameter<Limit?>(
    "limit", "The most rows to keep; max for as many as there may be.", default: nil, bounds: 0...1e15,
    serverMaximum: 200_000)
  static let sortby = Parameter<[FieldName]>("sortby", "Field or fields to sort by; they need not be kept.", default: ["@timestamp"])
  static let order = Parameter<[Direction]>("order", "Direction, per field or one for all.", default: [.desc])
  static let type = Parameter<[SortType]>("type", "How values compare, per field or one for all.", default: [.number])
  static let reverse = Parameter<Bool>(
    "reverse", "Descending when true, ascending when false; order goes before it.", default: true, deprecated: "Write order=asc or order=desc.")

  static let spec = FunctionSpec(
    "table", in: .aggregate, kind: .aggregate,
    summary: "Makes a table of fields, newest events first unless told otherwise.",
    details: [
      "Rows of an aggregate, which have no time, keep their order.",
      "select() keeps fields without sorting.",
    ],
    parameters: fields, limit, sortby, order, type, reverse,
    examples: [
      Example(
        "Who and what, newest first", query: "table([user, action])",
        events: #"{"user": "ida", "action": "stop", "ip": "10.0.0.7"} {"user": "bo", "action": "start"}"#,
        yields: #"{"user": "bo", "action": "start"} {"user": "ida", "action": "stop"}"#, comparison: .exact)
    ],
    givesSeveralRows: true)

  private let fields: [String]
  private let order: RowOrder
  private let limit: Limit?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.fields].map(\.text)
    var directions = arguments[Self.order]
    if arguments.isWritten(Self.reverse), !arguments.isWritten(Self.order) {
      directions = [arguments[Self.reverse] ? .desc : .asc]
    }
    order = RowOrder(arguments[Self.sortby].map(\.text), directions: directions, types: arguments[Self.type])
    limit = arguments[Self.limit]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[fields].map(\.text)
    return FieldEffects(
      reads: fields + arguments[sortby].map(\.text), writes: fields, survivors: .only(fields))
  }

  func makeState(in context: RunContext) -> any AggregateState {
    let count = context.effectiveLimit(limit, default: RowLimit.standard, maximum: RowLimit.maximum)
    return OrderedRowsState(
      order, limit: count, limitWarning: RowLimit.warning("table", written: limit, count), fields: fields, owner: "table",
      in: context)
  }
}
