import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `fieldstats()`: how often each field occurs, and with how many values.
struct FieldStats: AggregateFunction {
  static let limit = Parameter<Int>("limit", "The most fields to list.", default: 200, bounds: 1...10_000)

  static let spec = FunctionSpec(
    "fieldstats", in: .aggregate, kind: .aggregate,
    summary: "Counts for each field the events that have it and its different values.",
    details: [
      "Rows have field, _count and distinct, and #type where events have one; the most frequent fields come first.",
    ],
    parameters: limit,
    examples: [
      Example(
        "Which fields are there", query: "select([host, user]) | fieldstats()",
        events: #"{"host": "a", "user": "ida"} {"host": "b"}"#,
        yields: """
          {"field": "host", "_count": "2", "distinct": "2"} {"field": "user", "_count": "1", "distinct": "1"}
          """)
    ],
    givesSeveralRows: true)

  private let limit: Int
  private let isLimitWritten: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    limit = arguments[Self.limit]
    isLimitWritten = arguments.isWritten(Self.limit)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writes: ["#type", "field", "_count", "distinct"], survivors: .only([]))
  }

  func makeState(in context: RunContext) -> any AggregateState {
    let (limit, isLimitWritten) = (limit, isLimitWritten)
    return FieldCountsState(typeField: "#type") { fields in
      let ordered = fields.values.sorted {
        ($1.count, $0.type ?? "", $0.name) < ($0.count, $1.type ?? "", $1.name)
      }
      if ordered.count > limit, !isLimitWritten {
        context.warnings.add("fieldstats() kept the \(limit) most frequent fields; write limit= for more")
      }
      return ordered.prefix(limit).map { field in
        (field.type.map { [("#type", $0)] } ?? [])
          + [("field", field.name), ("_count", "\(field.count)"), ("distinct", "\(field.values.count)")]
      }
    }
  }
}
