import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `partition(count(), condition=…)` splits a sequence where a condition holds and aggregates each part.
struct Partition: GroupedSequence {
  static let function = Parameter<Aggregates>("function", "What to aggregate of each part.", unnamed: true)
  static let condition = Parameter<Condition>("condition", "Events that pass it split the sequence.")
  static let split = Parameter<Place>("split", "Whether the event that splits begins a part or ends one.", default: .before)

  enum Place: String, ChoiceArgument { case before, after }

  static let spec = FunctionSpec(
    "partition", in: .sequence, kind: .sequence,
    summary: "Splits a sequence of events where a condition holds, and aggregates each part.",
    details: [
      "It needs its events in order: put head(), sort() or another aggregate before it.",
      "The parts come out in their order; what follows the last split is a part too.",
    ],
    parameters: function, condition, split,
    examples: [
      Example(
        "Events between restarts", query: "head() | partition(count(), condition={action=start})",
        events: #"{"action": "read"} {"action": "start"} {"action": "read"} {"action": "write"}"#,
        yields: #"{"_count": "1"} {"_count": "3"}"#, comparison: .exact)
    ],
    alsoAggregates: true,
    givesSeveralRows: true)

  private let aggregates: Aggregates
  private let condition: Condition
  private let splitsBefore: Bool
  let call: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
    condition = arguments[Self.condition]
    splitsBefore = arguments[Self.split] == .before
    call = "\(arguments.call)"
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], survivors: .only([]), writesUnknownFields: true)
  }

  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage {
    PartitionStage(try context.makeState(of: aggregates), condition, splitsBefore: splitsBefore, in: context)
  }
}

private final class PartitionStage: StreamStage {
  private let state: any AggregateState
  private let condition: Condition
  private let splitsBefore: Bool
  private let context: RunContext
  /// The part that the next event belongs to, and whether it has any yet.
  private var part: UInt32 = 0
  private var isEmpty = true
  private var position: UInt64 = 0

  init(_ state: any AggregateState, _ condition: Condition, splitsBefore: Bool, in context: RunContext) {
    self.state = state
    self.condition = condition
    self.splitsBefore = splitsBefore
    self.context = context
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var rows = batch.compacted()
    if rows.rowCount == 0 { return .more }
    var splitting = rows
    try context.narrow(&splitting, by: condition.pipeline)
    var groups: [UInt32] = []
    groups.reserveCapacity(rows.rowCount)
    for row in 0..<rows.rowCount {
      let splits = splitting.mask[row]
      if splits, splitsBefore, !isEmpty { part += 1 }
      groups.append(part)
      isEmpty = false
      if splits, !splitsBefore {
        part += 1
        isEmpty = true
      }
    }
    rows.positions = (0..<UInt64(rows.rowCount)).map { position + $0 }
    position += UInt64(rows.rowCount)
    try state.update(rows, groups: groups, groupCount: Int(part) + 1)
    return .more
  }

  func finish(into next: any BatchReceiver) throws(ExecutionError) {
    let count = Int(part) + (isEmpty ? 0 : 1)
    if count == 0 { return }
    let rows = try state.finish(groupCount: count).rows
    if rows.rowCount > 0 { _ = try next.receive(rows) }
  }
}
