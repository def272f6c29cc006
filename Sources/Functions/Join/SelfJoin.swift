import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `selfJoin(field, where=[{…}, {…}])`: the keys that have an event for every clause.
struct SelfJoin: AggregateFunction {
  static let field = Parameter<[FieldName]>("field", "Key field or fields.", unnamed: true)
  static let clauses = Parameter<[Block]>("where", "Clauses; each must be met by some event with the key.")
  static let collect = Parameter<[FieldName]>("collect", "Fields of which all different values are gathered.", default: [])
  static let select = Parameter<[FieldName]>("select", "Fields of which the newest value is taken.", default: [])
  static let limit = Parameter<Limit?>("limit", "The most keys to keep.", default: nil)
  static let prefilter = Parameter<Bool>(
    "prefilter", "Whether only events that meet a clause count.", default: false)
  static let postfilter = Parameter<Bool>(
    "postfilter", "Whether the clauses are asked again of the rows that come out.", default: false)

  static let spec = FunctionSpec(
    "selfJoin", in: .join, kind: .aggregate,
    summary: "Finds the keys for which every clause is met by some event, and gathers fields of their events.",
    details: [
      "Different events may meet different clauses.",
      "Events that lack a key field are left out.",
      "LogScale's own answer is probable; this one is exact.",
    ],
    parameters: field, clauses, collect, select, limit, prefilter, postfilter,
    examples: [
      Example(
        "Messages from one person to another",
        query: "selfJoin(id, where=[{from=ida}, {to=bo}], collect=[from, to])",
        events: #"{"id": "1", "from": "ida"} {"id": "1", "to": "bo"} {"id": "2", "from": "ida"} {"id": "2", "to": "cy"}"#,
        yields: #"{"id": "1", "from": "ida", "to": "bo"}"#)
    ],
    givesSeveralRows: true)

  private let fields: [String]
  private let clauseBlocks: [Block]
  private let collected: [String]
  private let selected: [String]
  private let most: Limit?
  private let isPrefiltered: Bool
  private let isPostfiltered: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.field].map(\.text)
    clauseBlocks = arguments[Self.clauses]
    collected = arguments[Self.collect].map(\.text)
    selected = arguments[Self.select].map(\.text)
    most = arguments[Self.limit]
    isPrefiltered = arguments[Self.prefilter]
    isPostfiltered = arguments[Self.postfilter]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let gathered = arguments[field].map(\.text) + arguments[collect].map(\.text) + arguments[select].map(\.text)
    let times = arguments[select].isEmpty ? [] : ["@timestamp"]
    return FieldEffects(reads: gathered + times, writes: gathered, survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    var grouping = Grouping(by: FieldKeys(fields), owner: "selfJoin")
    if let count = context.effectiveLimit(
      most, default: GroupBy.standardLimit, maximum: GroupBy.maximumLimit)
    {
      let warning = most == nil ? "selfJoin() kept \(count) keys, LogScale's limit; some may be missing" : nil
      grouping.limit = Grouping.Limit(count, keys: 0..<fields.count, warning: warning)
    }
    var members: [any AggregateState] = [ClauseState(clauseBlocks, in: context)]
    if !collected.isEmpty { members.append(Collect.makeState(of: collected, owner: "selfJoin", in: context)) }
    if !selected.isEmpty { members.append(SelectLast.makeState(of: selected)) }
    return SelfJoinState(
      GroupingState(grouping, inner: CombinedState(members), in: context), clauses: clauseBlocks,
      isPrefiltered: isPrefiltered, isPostfiltered: isPostfiltered, in: context)
  }
}

/// A grouping of which only the groups that meet all clauses come out.
private final class SelfJoinState: AggregateState {
  private let grouping: GroupingState
  private let clauses: [Block]
  private let isPrefiltered: Bool
  private let isPostfiltered: Bool
  private let context: RunContext

  init(
    _ grouping: GroupingState, clauses: [Block], isPrefiltered: Bool, isPostfiltered: Bool, in context: RunContext
  ) {
    self.grouping = grouping
    self.clauses = clauses
    self.isPrefiltered = isPrefiltered
    self.isPostfiltered = isPostfiltered
    self.context = context
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    guard isPrefiltered else { return try grouping.update(batch, groups: groups, groupCount: groupCount) }
    var batch = batch
    try context.narrow(&batch, byAnyOf: clauses)
    let rows = batch.mask.rows
    if rows.isEmpty { return }
    try grouping.update(batch.compacted(), groups: rows.map { groups[Int($0)] }, groupCount: groupCount)
  }

  var heldBytes: Int { 0 }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try grouping.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try grouping.merge(partial, groups: groups, groupCount: groupCount)
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    var output = try grouping.finish(groupCount: groupCount)
    var rows = output.rows
    guard let verdicts = rows[ClauseState.verdict] else {
      return GroupedRows(rows: Batch(rowCount: 0), groups: [])
    }
    rows.remove(ClauseState.verdict)
    if let presence = verdicts.presence { rows.mask.formIntersection(presence) }
    if isPostfiltered { for clause in clauses { try context.narrow(&rows, by: clause.pipeline) } }
    let kept = rows.mask.rows
    output.rows = rows.gather(kept)
    output.groups = kept.map { output.groups[Int($0)] }
    return output
  }
}
