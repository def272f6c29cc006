import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `collect([fields])`: the different values of fields, joined.
struct Collect: AggregateFunction {
  static let fields = Parameter<[FieldName]>("fields", "Fields to gather.", unnamed: true)
  static let limit = Parameter<Int?>("limit", "The most different values of a field.", default: nil, bounds: 1...1_000_000)
  static let multival = Parameter<Bool>("multival", "Whether values are joined to one text.", default: true)
  static let separator = Parameter<String>("separator", "Text between values.", default: "\n")

  static let spec = FunctionSpec(
    "collect", in: .aggregate, kind: .aggregate,
    summary: "Gathers the different values of fields.",
    details: [
      "Values come in the order of their first event, each once.",
      "With multival=false every value makes a row.",
      "Above the limit the first values are kept, and a warning says so.",
    ],
    parameters: fields, limit, multival, separator,
    examples: [
      Example(
        "Hosts of a user", query: #"groupBy(user, function=collect(host, separator=", "))"#,
        events: #"{"user": "ida", "host": "a"} {"user": "ida", "host": "b"} {"user": "ida", "host": "a"}"#,
        yields: #"{"user": "ida", "host": "a, b"}"#)
    ])

  static let standardLimit = 2000

  private let fields: [String]
  private let limit: Int?
  private let isJoined: Bool
  private let separator: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.fields].map(\.text)
    limit = arguments[Self.limit]
    isJoined = arguments[Self.multival]
    separator = arguments[Self.separator]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[fields].map(\.text)
    return FieldEffects(reads: fields, writes: fields, survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    Self.makeState(of: fields, limit: limit, isJoined: isJoined, separator: separator, in: context)
  }

  /// The state of `collect(fields)`, for functions that collect.
  static func makeState(
    of fields: [String], limit: Int? = nil, isJoined: Bool = true, separator: String = "\n", owner: String = "collect",
    in context: RunContext
  ) -> any AggregateState {
    // The different values of a field are the groups of a grouping by it, in the order of their first event.
    let groupings = fields.map { field in
      GroupingState(Grouping(by: FieldKeys([field]), owner: owner), inner: NothingState(), in: context)
    }
    let most = limit ?? (context.environment.appliesLimits ? Self.standardLimit : nil)
    let warning =
      limit == nil
      ? "collect() kept \(standardLimit) values, LogScale's limit; write limit= for more"
      : "collect() kept \(most ?? 0) values, the limit that was written; others are left out"
    return CollectState(
      fields: fields, groupings: groupings, limit: most, isJoined: isJoined, separator: separator, warning: warning,
      in: context.warnings)
  }
}

private final class CollectState: AggregateState {
  private let fields: [String]
  private let groupings: [GroupingState]
  private let limit: Int?
  private let isJoined: Bool
  private let separator: [UInt8]
  private let warning: String
  private let warnings: WarningLog

  init(
    fields: [String], groupings: [GroupingState], limit: Int?, isJoined: Bool, separator: String, warning: String,
    in warnings: WarningLog
  ) {
    self.fields = fields
    self.groupings = groupings
    self.limit = limit
    self.isJoined = isJoined
    self.separator = Array(separator.utf8)
    self.warning = warning
    self.warnings = warnings
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    for grouping in groupings { try grouping.update(batch, groups: groups, groupCount: groupCount) }
  }

  var heldBytes: Int { 0 }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    var parts: [PartialState] = []
    for grouping in groupings { parts.append(try grouping.exportPartial(groupCount: groupCount)) }
    return PartialState(GroupedRows(rows: Batch(rowCount: 0), groups: []), parts: parts)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    for (grouping, part) in zip(groupings, partial.parts) {
      try grouping.merge(part, groups: groups, groupCount: groupCount)
    }
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    var values: [GroupedRows] = []
    for grouping in groupings { values.append(limited(try grouping.finish(groupCount: groupCount))) }
    return isJoined ? joined(values, groupCount) : separate(values)
  }

  private func limited(_ values: GroupedRows) -> GroupedRows {
    guard let limit else { return values }
    var taken: [UInt32: Int] = [:]
    var rows: [UInt32] = []
    for (row, group) in values.groups.enumerated() {
      taken[group, default: 0] += 1
      if taken[group, default: 0] <= limit { rows.append(UInt32(row)) }
    }
    if rows.count < values.groups.count { warnings.add(warning) }
    return GroupedRows(rows: values.rows.gather(rows), groups: rows.map { values.groups[Int($0)] })
  }

  /// One row per group that has any value.
  private func joined(_ values: [GroupedRows], _ groupCount: Int) -> GroupedRows {
    let some = Set(values.flatMap(\.groups))
    let groups = (0..<UInt32(groupCount)).filter(some.contains)
    var rows = Batch(rowCount: groups.count)
    for (field, found) in zip(fields, values) {
      let texts = found.rows.text(of: field)
      var builder = TextColumnBuilder(rowCapacity: groups.count)
      var row = 0
      for group in groups {
        var count = 0
        while row < found.groups.count, found.groups[row] == group {
          if count > 0 { builder.storage.append(contentsOf: separator) }
          builder.storage.append(contentsOf: texts.storage[texts.range(of: row)])
          count += 1
          row += 1
        }
        if count > 0 { builder.endValue() } else { builder.appendMissing() }
      }
      rows.set(field, to: .text(builder.finish()))
    }
    return GroupedRows(rows: rows, groups: groups)
  }

  /// One row per value.
  private func separate(_ values: [GroupedRows]) -> GroupedRows {
    let all = Batch.concatenating(values.map(\.rows))
    let groups = values.flatMap(\.groups)
    let order = groups.indices.sorted { (groups[$0], $0) < (groups[$1], $1) }
    return GroupedRows(rows: all.gather(order.map { UInt32($0) }), groups: order.map { groups[$0] })
  }
}
