import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `count()`: the number of events.
struct Count: AggregateFunction {
  static let field = Parameter<FieldName?>("field", "Count only events that have this field.", unnamed: true, default: nil)
  static let distinct = Parameter<Bool>("distinct", "Count different values of the field instead.", default: false)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_count")

  static let spec = FunctionSpec(
    "count", in: .aggregate, kind: .aggregate,
    summary: "Counts events, or the different values of a field.",
    details: ["Without events the count is 0.", "An empty text counts as a value.", "Different values are counted exactly."],
    parameters: field, distinct, output,
    examples: [
      Example("Events in total", query: "count()", events: #"{"a": "1"} {"b": "2"}"#, yields: #"{"_count": "2"}"#),
      Example(
        "How many users", query: "users := count(user, distinct=true)",
        events: #"{"user": "ida"} {"user": "bo"} {"user": "ida"} {"ip": "10.0.0.7"}"#, yields: #"{"users": "2"}"#),
    ])

  private let field: String?
  private let isDistinct: Bool
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field]?.text
    isDistinct = arguments[Self.distinct]
    output = arguments[Self.output].text
    if isDistinct, field == nil { throw .distinctNeedsField(at: arguments.call) }
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    guard isDistinct, let field else { return CountState(field: field, output: output) }
    // Different values are the groups of a grouping inside the group: they are counted when it is finished.
    let values = GroupingState(Grouping(by: FieldKeys([field]), owner: "count"), inner: NothingState(), in: context)
    return CountOfRowsState(rows: values, output: output)
  }
}

/// Counts rows per group.
final class CountState: AggregateState {
  private let field: String?
  private let output: String
  private var counts = Counts()

  init(field: String?, output: String) {
    self.field = field
    self.output = output
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {
    counts.grow(to: groupCount)
    guard let field else { return counts.tally(groups, presence: nil) }
    guard let column = batch[field] else { return }
    counts.tally(groups, presence: column.presence)
  }

  var heldBytes: Int { counts.byteCount }

  func exportPartial(groupCount: Int) -> PartialState {
    PartialState(onePerGroup: finish(groupCount: groupCount).rows)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    counts.grow(to: groupCount)
    guard case .integer(let column) = partial.rows.rows[output] else { return }
    for (group, count) in column.values.enumerated() { counts.add(count, to: Int(groups[group])) }
  }

  func finish(groupCount: Int) -> GroupedRows {
    counts.grow(to: groupCount)
    let values = Array(counts.values.prefix(groupCount))
    return GroupedRows(onePerGroup: Batch([(output, .integer(NumberColumn(values)))], rowCount: groupCount))
  }
}

extension Diagnostic {
  fileprivate static func distinctNeedsField(at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'count' with distinct=true needs a field whose values it counts", at: range,
      help: "Name it: 'count(user, distinct=true)'.")
  }
}
