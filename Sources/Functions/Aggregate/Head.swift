import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `head(limit)`: the oldest events.
struct Head: AggregateFunction {
  static let limit = Parameter<Limit?>(
    "limit", "The most events to keep; max for as many as there may be.", unnamed: true, default: nil, bounds: 0...1e15,
    serverMaximum: 200_000)

  static let spec = FunctionSpec(
    "head", in: .aggregate, kind: .aggregate,
    summary: "Keeps the oldest events, in order of @timestamp.",
    details: ["Events of one time keep the order of the input."],
    parameters: limit,
    examples: [
      Example(
        "The oldest two", query: "head(2)", events: #"{"n": "1"} {"n": "2"} {"n": "3"}"#, yields: #"{"n": "1"} {"n": "2"}"#,
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
      .oldestFirst, limit: count, limitWarning: RowLimit.warning("head", written: limit, count), owner: "head", in: context)
  }
}
