import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `selectLast([fields])`: the newest value of each field.
struct SelectLast: AggregateFunction {
  static let fields = Parameter<[FieldName]>("fields", "Fields to return.", unnamed: true)

  static let spec = FunctionSpec(
    "selectLast", in: .aggregate, kind: .aggregate,
    summary: "Returns the newest value of each field.",
    details: ["Values may come from different events; a field that no event has is missing."],
    parameters: fields,
    examples: [
      Example(
        "Last seen", query: "selectLast([user, state])",
        events: #"{"user": "ida", "state": "on"} {"user": "bo"}"#, yields: #"{"user": "bo", "state": "on"}"#)
    ])

  private let fields: [String]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.fields].map(\.text)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[fields].map(\.text)
    return FieldEffects(reads: fields + ["@timestamp"], writes: fields, survivors: .only([]))
  }

  func makeState(in context: RunContext) -> any AggregateState { Self.makeState(of: fields) }

  /// The state of `selectLast(fields)`, for functions that keep the newest values.
  static func makeState(of fields: [String]) -> any AggregateState { LastValuesState(fields) }
}

/// The newest value of each field, per group.
private final class LastValuesState: AggregateState {
  /// One competition per field: different fields may have different newest events.
  private var winners: [Winners]

  init(_ fields: [String]) {
    winners = fields.map { Winners(fields: [$0], isLargest: true) }
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {
    let times = batch.numbers(of: "@timestamp")
    // Rows without a time are as old as can be; the later of two in the input wins.
    let numbers = (0..<batch.rowCount).map { times.isPresent($0) ? times.values[$0] : -.infinity }
    for index in winners.indices {
      winners[index].grow(to: groupCount)
      guard let column = batch[winners[index].fields[0]] else { continue }
      winners[index].update(
        batch, groups: groups, eligible: column.presence ?? RowMask(allOf: batch.rowCount), numbers: numbers)
    }
  }

  var heldBytes: Int { winners.reduce(0) { $0 + $1.byteCount } }

  func exportPartial(groupCount: Int) -> PartialState {
    let parts = winners.map { winner in
      let partial = winner.export(below: groupCount)
      return PartialState(GroupedRows(rows: partial.rows, groups: partial.groups))
    }
    return PartialState(GroupedRows(rows: Batch(rowCount: 0), groups: []), parts: parts)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    for index in winners.indices {
      winners[index].grow(to: groupCount)
      let rows = partial.parts[index].rows
      winners[index].merge(rows.rows, groups: rows.groups.map { groups[Int($0)] })
    }
  }

  func finish(groupCount: Int) -> GroupedRows {
    for index in winners.indices { winners[index].grow(to: groupCount) }
    let some = Set(winners.flatMap { $0.groups(below: groupCount) })
    let groups = (0..<UInt32(groupCount)).filter(some.contains)
    var rows = Batch(rowCount: groups.count)
    for winner in winners {
      for (name, column) in zip(winner.fields, winner.rows(of: groups).columns) { rows.set(name, to: column) }
    }
    return GroupedRows(rows: rows, groups: groups)
  }
}
