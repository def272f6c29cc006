import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `groupBy(fields, function=[…])`: aggregates for each combination of values.
struct GroupBy: AggregateFunction {
  static let field = Parameter<[FieldName]>("field", "Field or fields whose values name a group.", unnamed: true)
  static let function = Parameter<Aggregates>("function", "What to keep of each group.", default: .count)
  static let limit = Parameter<Limit?>(
    "limit", "The most groups to keep; max for as many as there may be.", default: nil, bounds: 1...1e15,
    serverMaximum: 1_000_000)

  static let spec = FunctionSpec(
    "groupBy", in: .aggregate, kind: .aggregate,
    summary: "Groups events by the values of fields and aggregates each group.",
    details: [
      "Events that lack one of the fields are left out; an empty text is a value.",
      "function=[] gives the different combinations alone.",
      "Groups come in the order of their first event.",
      "Above the limit the groups with the largest number are kept, and a warning says so.",
    ],
    parameters: field, function, limit,
    examples: [
      Example(
        "Events per user", query: "groupBy(user)", events: #"{"user": "ida"} {"user": "bo"} {"user": "ida"} {"ip": "10.0.0.7"}"#,
        yields: #"{"user": "ida", "_count": "2"} {"user": "bo", "_count": "1"}"#),
      Example(
        "Volume per user and host", query: "groupBy([user, host], function=[count(as=n), sum(bytes, as=volume)])",
        events: #"{"user": "ida", "host": "a", "bytes": "3"} {"user": "ida", "host": "a", "bytes": "4"} {"user": "bo", "host": "b", "bytes": "1"}"#,
        yields: #"{"user": "ida", "host": "a", "n": "2", "volume": "7"} {"user": "bo", "host": "b", "n": "1", "volume": "1"}"#),
    ],
    givesSeveralRows: true)

  static let standardLimit = 20_000
  static let maximumLimit = 1_000_000

  private let fields: [String]
  private let aggregates: Aggregates
  private let limit: Limit?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.field].map(\.text)
    aggregates = arguments[Self.function]
    limit = arguments[Self.limit]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[field].map(\.text)
    return FieldEffects(reads: fields, writes: fields, survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    var grouping = Grouping(by: FieldKeys(fields), owner: "groupBy")
    if let count = context.effectiveLimit(limit, default: Self.standardLimit, maximum: Self.maximumLimit) {
      let warning =
        switch limit {
        case nil: "groupBy() kept \(count) groups, LogScale's limit; counts may be too low (write limit=max for more)"
        case .max: "groupBy() kept \(count) groups, the most that LogScale's limit=max stands for"
        case .count: "groupBy() kept \(count) groups, the limit that was written; others are left out"
        }
      grouping.limit = Grouping.Limit(count, keys: 0..<fields.count, warning: warning)
    }
    return GroupingState(grouping, inner: try context.makeState(of: aggregates), in: context)
  }
}
