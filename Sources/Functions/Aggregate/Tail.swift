import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `tail(limit)`: the newest events.
struct Tail: AggregateFunction {
  static let limit = Parameter<Limit?>(
    "limit", "The most events to keep; max for as many as there may be.", unnamed: true, default: nil, bounds: 1...1e15,
    serverMaximum: 200_000)

  static let spec = FunctionSpec(
    "tail", in: .aggregate, kind: .aggregate,
    summary: "Keeps the newest events, in order of @timestamp.",
    details: ["Events of one time keep the order of the input."],
    parameters: limit,
    examples: [
      Example(
        "The newest two", query: "tail(2)", events: #"{"n": "1"} {"n": "2"} {"n": "3"}"#, yields: #"{"n": "3"} {"n": "2"}"#,
        comparison: .exact)
    ],
    givesSeveralRows: true)

  private let limit: Limit?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    limit = arguments[Self.limit]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: ["@timestamp"])
  }

  func makeState(in context: RunContext) -> any AggregateState {
    let count = context.effectiveLimit(limit, default: RowLimit.standard, maximum: RowLimit.maximum)
    return OrderedRowsState(
      .newestFirst, limit: count, limitWarning: RowLimit.warning("tail", written: limit, count), owner: "tail", in: context)
  }
}
