import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `appendAggregation(sum(v))` adds the rows of an aggregate behind the events.
struct AppendAggregation: StageFunction {
  static let function = Parameter<Aggregates>("function", "The aggregate whose rows are added.", unnamed: true)

  static let spec = FunctionSpec(
    "appendAggregation", in: .sequence, kind: .sequence,
    summary: "Passes all events on and adds the rows of an aggregate of them at the end.",
    details: ["It needs its events in order: put head(), sort() or another aggregate before it."],
    parameters: function,
    examples: [
      Example(
        "A line with the sum",
        query: #"groupBy(user, function=sum(bytes, as=bytes)) | appendAggregation({ sum(bytes, as=bytes) | user := "all" })"#,
        events: #"{"user": "ida", "bytes": "3"} {"user": "bo", "bytes": "4"}"#,
        yields: #"{"user": "ida", "bytes": "3"} {"user": "bo", "bytes": "4"} {"user": "all", "bytes": "7"}"#,
        comparison: .exact)
    ],
    givesSeveralRows: true)

  private let aggregates: Aggregates

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], writesUnknownFields: true)
  }

  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage {
    AppendStage(try context.makeState(of: aggregates))
  }
}

private final class AppendStage: StreamStage {
  private let state: any AggregateState
  private var position: UInt64 = 0

  init(_ state: any AggregateState) {
    self.state = state
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    let rows = batch.compacted()
    if rows.rowCount == 0 { return .more }
    var numbered = rows
    numbered.positions = (0..<UInt64(rows.rowCount)).map { position + $0 }
    position += UInt64(rows.rowCount)
    try state.update(numbered, groups: Array(repeating: 0, count: rows.rowCount), groupCount: 1)
    return try next.receive(rows)
  }

  func finish(into next: any BatchReceiver) throws(ExecutionError) {
    let rows = try state.finish(groupCount: 1).rows
    if rows.rowCount > 0 { _ = try next.receive(rows) }
  }
}
