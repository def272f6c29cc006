import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `sort(field)`: rows in order.
struct Sort: AggregateFunction {
  static let field = Parameter<[FieldName]>("field", "Field or fields to sort by.", unnamed: true, default: [])
  static let order = Parameter<[Direction]>("order", "Direction, per field or one for all.", default: [.desc])
  static let type = Parameter<[SortType]>("type", "How values compare, per field or one for all.", default: [.number])
  static let limit = Parameter<Limit?>(
    "limit", "The most rows to keep; max for as many as there may be.", default: nil, bounds: 0...1e15,
    serverMaximum: 200_000)
  static let reverse = Parameter<Bool>(
    "reverse", "Descending when true, ascending when false; order goes before it.", default: true, deprecated: "Write order=asc or order=desc.")

  static let spec = FunctionSpec(
    "sort", in: .aggregate, kind: .aggregate,
    summary: "Sorts events, the largest number first unless told otherwise.",
    details: [
      "Values that are no numbers come last, in the order of the input; write type=string to sort texts.",
      "Without a field it sorts by _count.",
    ],
    parameters: field, order, type, limit, reverse,
    examples: [
      Example(
        "Longest first", query: "sort(ms)", events: #"{"ms": "9"} {"ms": "100"} {"ms": "20"}"#,
        yields: #"{"ms": "100"} {"ms": "20"} {"ms": "9"}"#, comparison: .exact),
      Example(
        "First two names", query: "sort(name, order=asc, type=string, limit=2)",
        events: #"{"name": "ida"} {"name": "bo"} {"name": "ulf"}"#, yields: #"{"name": "bo"} {"name": "ida"}"#,
        comparison: .exact),
    ],
    givesSeveralRows: true)

  private let order: RowOrder
  private let limit: Limit?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    var directions = arguments[Self.order]
    if arguments.isWritten(Self.reverse), !arguments.isWritten(Self.order) {
      directions = [arguments[Self.reverse] ? .desc : .asc]
    }
    order = RowOrder(arguments[Self.field].map(\.text), directions: directions, types: arguments[Self.type])
    limit = arguments[Self.limit]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments.fieldsRead + ["@timestamp"])
  }

  func makeState(in context: RunContext) -> any AggregateState {
    let count = context.effectiveLimit(limit, default: RowLimit.standard, maximum: RowLimit.maximum)
    return OrderedRowsState(
      order, limit: count, limitWarning: RowLimit.warning("sort", written: limit, count), owner: "sort", in: context)
  }
}
