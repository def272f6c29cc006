import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `accumulate(sum(v))` adds to every event the aggregate of all events up to it.
struct Accumulate: GroupedSequence {
  static let function = Parameter<Aggregates>("function", "What to aggregate; each gives one row at most.", unnamed: true)
  static let current = Parameter<CurrentEvent>("current", "Whether the event itself counts.", default: .include)

  static let spec = FunctionSpec(
    "accumulate", in: .sequence, kind: .sequence,
    summary: "Adds to each event aggregates of all events up to it.",
    details: ["It needs its events in order: put head(), sort() or another aggregate before it."],
    parameters: function, current,
    examples: [
      Example(
        "A running total", query: "head() | accumulate(sum(bytes, as=total)) | select([bytes, total])",
        events: #"{"bytes": "5"} {"bytes": "7"} {"bytes": "-2"}"#,
        yields: #"{"bytes": "5", "total": "5"} {"bytes": "7", "total": "12"} {"bytes": "-2", "total": "10"}"#,
        comparison: .exact),
      Example(
        "How many came before", query: "head() | accumulate(count(as=before), current=exclude) | select([host, before])",
        events: #"{"host": "a"} {"host": "b"}"#,
        yields: #"{"host": "a", "before": "0"} {"host": "b", "before": "1"}"#, comparison: .exact),
    ],
    alsoAggregates: true,
    givesSeveralRows: true, takesOneRow: true)

  private let aggregates: Aggregates
  private let includesCurrent: Bool
  let call: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
    includesCurrent = arguments[Self.current] == .include
    call = "\(arguments.call)"
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], writesUnknownFields: true)
  }

  func makeStage(in context: RunContext) -> any StreamStage {
    AccumulateStage(aggregates, includesCurrent: includesCurrent, in: context)
  }
}

/// Whether the event that a window ends at belongs to it.
enum CurrentEvent: String, ChoiceArgument { case include, exclude }

/// Carries the state of everything so far from chunk to chunk; within one every event has a state of its own, which
/// starts with what was carried.
private final class AccumulateStage: StreamStage {
  private let aggregates: Aggregates
  private let includesCurrent: Bool
  private let context: RunContext
  private var carried: PartialState?
  private var position: UInt64 = 0

  /// A longer chunk carries less often, and counts each event for more events after it.
  private static let chunk = 32

  init(_ aggregates: Aggregates, includesCurrent: Bool, in context: RunContext) {
    self.aggregates = aggregates
    self.includesCurrent = includesCurrent
    self.context = context
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var rows = batch.compacted()
    if rows.rowCount == 0 { return .more }
    var numbered = rows
    numbered.positions = (0..<UInt64(rows.rowCount)).map { position + $0 }
    position += UInt64(rows.rowCount)
    var values: [Batch] = []
    for start in stride(from: 0, to: rows.rowCount, by: Self.chunk) {
      values.append(try running(numbered.slice(start..<min(start + Self.chunk, rows.rowCount))))
    }
    rows.assign(WindowAggregates.stacked(values))
    return try next.receive(rows)
  }

  /// The aggregates at each row of a chunk.
  private func running(_ rows: Batch) throws(ExecutionError) -> Batch {
    let count = rows.rowCount
    let state = try context.makeState(of: aggregates)
    if let carried {
      for row in 0..<count { try state.merge(carried, groups: [UInt32(row)], groupCount: count) }
    }
    var sources: [UInt32] = []
    var groups: [UInt32] = []
    for row in 0..<count {
      for later in (includesCurrent ? row : row + 1)..<max(count, row + 1) {
        sources.append(UInt32(row))
        groups.append(UInt32(later))
      }
    }
    try state.update(rows.gather(sources), groups: groups, groupCount: count)
    let values = try WindowAggregates.onePerGroup(
      try state.finish(groupCount: count), count, owner: "accumulate")

    let total = try context.makeState(of: aggregates)
    if let carried { try total.merge(carried, groups: [0], groupCount: 1) }
    try total.update(rows, groups: Array(repeating: 0, count: count), groupCount: 1)
    carried = try total.exportPartial(groupCount: 1)
    return values
  }
}
