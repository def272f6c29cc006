import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `neighbor(field, prefix=prev)` adds fields of the event before or after.
struct Neighbor: GroupedSequence {
  static let include = Parameter<[FieldName]>("include", "Fields to copy from the other event.", unnamed: true)
  static let direction = Parameter<Direction>("direction", "Whether to look back or ahead.", default: .preceding)
  static let distance = Parameter<Int>("distance", "How many events away the other one is.", default: 1, bounds: 1...10_000)
  static let prefix = Parameter<String?>("prefix", "Stands before the names of the copies, with a dot.", default: nil)

  enum Direction: String, ChoiceArgument { case preceding, succeeding }

  static let spec = FunctionSpec(
    "neighbor", in: .sequence, kind: .sequence,
    summary: "Adds to each event fields of an event before or after it.",
    details: [
      "It needs its events in order: put head(), sort() or another aggregate before it.",
      "Where there is no such event, or it lacks the field, nothing is added.",
      "Without prefix the copy takes the place of the event's own value.",
    ],
    parameters: include, direction, distance, prefix,
    examples: [
      Example(
        "The state before", query: "head() | neighbor(state, prefix=prev) | select([state, prev.state])",
        events: #"{"state": "on"} {"state": "off"}"#,
        yields: #"{"state": "on"} {"state": "off", "prev.state": "on"}"#, comparison: .exact)
    ],
    alsoAggregates: true,
    givesSeveralRows: true)

  private let fields: [String]
  private let direction: Direction
  private let distance: Int
  private let prefix: String?
  let call: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.include].map(\.text)
    direction = arguments[Self.direction]
    distance = arguments[Self.distance]
    prefix = arguments[Self.prefix]
    call = "\(arguments.call)"
  }

  private static func name(of field: String, _ prefix: String?) -> String {
    prefix.map { $0.isEmpty ? field : "\($0).\(field)" } ?? field
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[include].map(\.text)
    return FieldEffects(reads: fields, writes: fields.map { name(of: $0, arguments[prefix]) })
  }

  func makeStage(in context: RunContext) -> any StreamStage {
    let names = fields.map { (field: $0, name: Self.name(of: $0, prefix)) }
    return NeighborStage(names, distance: distance, looksAhead: direction == .succeeding)
  }
}

private final class NeighborStage: StreamStage {
  private let names: [(field: String, name: String)]
  private let distance: Int
  private let looksAhead: Bool
  /// Looking back, the last rows that were passed on; ahead, the rows that wait for later ones.
  private var held: Batch?

  init(_ names: [(field: String, name: String)], distance: Int, looksAhead: Bool) {
    self.names = names
    self.distance = distance
    self.looksAhead = looksAhead
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    let rows = batch.compacted()
    if rows.rowCount == 0 { return .more }
    let known = held?.rowCount ?? 0
    let all = held.map { Batch.concatenating([$0, rows]) } ?? rows
    let count = all.rowCount
    guard looksAhead else {
      held = all.slice(max(0, count - distance)..<count)
      return try next.receive(withCopies(rows, of: all, (known..<count).map { $0 - distance }))
    }
    let ready = max(0, count - distance)
    held = all.slice(ready..<count)
    if ready == 0 { return .more }
    return try next.receive(withCopies(all.slice(0..<ready), of: all, (0..<ready).map { $0 + distance }))
  }

  func finish(into next: any BatchReceiver) throws(ExecutionError) {
    guard looksAhead, let rest = held, rest.rowCount > 0 else { return }
    held = nil
    _ = try next.receive(rest)
  }

  /// Rows with the fields of the rows of `all` at the given places; nothing where there is no such row.
  private func withCopies(_ rows: Batch, of all: Batch, _ places: [Int]) -> Batch {
    var rows = rows
    let sources = places.map { $0 >= 0 && $0 < all.rowCount ? UInt32($0) : Column.noRow }
    let copies = names.compactMap { field, name in all[field].map { (name, $0.gather(orMissing: sources)) } }
    for (name, column) in copies { rows.assign(column, to: name) }
    return rows
  }
}
