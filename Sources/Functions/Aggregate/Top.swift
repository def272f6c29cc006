import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `top([fields])`: the most frequent values.
struct Top: AggregateFunction {
  static let field = Parameter<[FieldName]>("field", "Field or fields whose values are counted.", unnamed: true)
  static let limit = Parameter<Int>("limit", "How many to return.", default: 10, bounds: 1...1_000_000)
  static let sum = Parameter<FieldName?>("sum", "Rank by the sum of this field.", default: nil)
  static let max = Parameter<FieldName?>("max", "Rank by the largest number of this field.", default: nil)
  static let output = Parameter<OutputName?>("as", "Field to write.", default: nil)
  static let percent = Parameter<Bool>("percent", "Whether to add the share of the total.", default: false)
  static let rest = Parameter<String?>("rest", "Label of a last row for everything else.", default: nil)
  static let error = Parameter<Double>("error", "Accepted for LogScale's sake: counting is exact here.", default: 5)

  static let spec = FunctionSpec(
    "top", in: .aggregate, kind: .aggregate,
    summary: "Finds the most frequent values of fields.",
    details: ["Counting is exact; equal counts come in the order of their first event."],
    parameters: field, limit, sum, max, output, percent, rest, error,
    examples: [
      Example(
        "Busiest two", query: "top(user, limit=2)",
        events: #"{"user": "bo"} {"user": "ida"} {"user": "ida"} {"user": "ulf"} {"user": "ulf"} {"user": "ulf"}"#,
        yields: #"{"user": "ulf", "_count": "3"} {"user": "ida", "_count": "2"}"#, comparison: .exact)
    ],
    givesSeveralRows: true)

  private let fields: [String]
  private let limit: Int
  private let measure: Measure
  private let output: String
  private let addsPercent: Bool
  private let rest: String?

  private enum Measure { case count, sum(String), max(String) }

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.field].map(\.text)
    limit = arguments[Self.limit]
    if arguments[Self.sum] != nil, arguments[Self.max] != nil {
      throw .sumAndMax(at: arguments.located(Self.max).range)
    }
    let standard: String
    if let field = arguments[Self.sum] {
      measure = .sum(field.text)
      standard = "_sum"
    } else if let field = arguments[Self.max] {
      measure = .max(field.text)
      standard = "_max"
    } else {
      measure = .count
      standard = "_count"
    }
    output = arguments[Self.output]?.text ?? standard
    addsPercent = arguments[Self.percent]
    rest = arguments[Self.rest]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: arguments.fieldsRead, writes: arguments[field].map(\.text) + arguments.fieldsWritten, survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let inner: any AggregateState =
      switch measure {
      case .count: CountState(field: nil, output: output)
      case .sum(let field): SumState(field: field, output: output, isMean: false)
      case .max(let field): ExtremesState(field: field, output: output) { _, largest in largest }
      }
    let grouping = GroupingState(Grouping(by: FieldKeys(fields), owner: "top"), inner: inner, in: context)
    var takesLargest = false
    if case .max = measure { takesLargest = true }
    return TopState(
      grouping: grouping, fields: fields, output: output, limit: limit, addsPercent: addsPercent, rest: rest,
      takesLargest: takesLargest)
  }
}

private final class TopState: AggregateState {
  private let grouping: GroupingState
  private let fields: [String]
  private let output: String
  private let limit: Int
  private let addsPercent: Bool
  private let rest: String?
  /// Whether the rest is the largest of what is left, and not its sum.
  private let takesLargest: Bool

  init(
    grouping: GroupingState, fields: [String], output: String, limit: Int, addsPercent: Bool, rest: String?,
    takesLargest: Bool
  ) {
    self.grouping = grouping
    self.fields = fields
    self.output = output
    self.limit = limit
    self.addsPercent = addsPercent
    self.rest = rest
    self.takesLargest = takesLargest
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try grouping.update(batch, groups: groups, groupCount: groupCount)
  }

  var heldBytes: Int { 0 }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try grouping.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try grouping.merge(partial, groups: groups, groupCount: groupCount)
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    let counted = try grouping.finish(groupCount: groupCount)
    let numbers = counted.rows.numbers(of: output)
    var rows: [UInt32] = []
    var groups: [UInt32] = []
    var remainders: [(group: UInt32, value: Double)] = []
    var totals: [UInt32: Double] = [:]
    var start = 0
    while start < counted.groups.count {
      let group = counted.groups[start]
      var end = start
      while end < counted.groups.count, counted.groups[end] == group { end += 1 }
      // Equal numbers keep the order of their first event.
      let ranked = (start..<end).sorted { (-numbers.values[$0], $0) < (-numbers.values[$1], $1) }
      for row in ranked.prefix(limit) {
        rows.append(UInt32(row))
        groups.append(group)
      }
      totals[group] = ranked.reduce(0) { $0 + numbers.values[$1] }
      if ranked.count > limit {
        let sum = ranked[limit...].reduce(0) { $0 + numbers.values[$1] }
        remainders.append((group, takesLargest ? numbers.values[ranked[limit]] : sum))
      }
      start = end
    }
    var result = counted.rows.gather(rows)
    if addsPercent {
      let shares = rows.enumerated().map { index, row in
        100 * numbers.values[Int(row)] / (totals[groups[index]] ?? 1)
      }
      result.set("percent", to: .double(NumberColumn(shares)))
    }
    guard let rest, let first = fields.first, !remainders.isEmpty else { return GroupedRows(rows: result, groups: groups) }
    var last = Batch(rowCount: remainders.count)
    last.set(first, to: .constant(rest, count: remainders.count))
    last.set(output, to: .double(NumberColumn(remainders.map(\.value))))
    let all = Batch.concatenating([result, last])
    let allGroups = groups + remainders.map(\.group)
    let order = allGroups.indices.sorted { (allGroups[$0], $0) < (allGroups[$1], $1) }
    return GroupedRows(rows: all.gather(order.map { UInt32($0) }), groups: order.map { allGroups[$0] })
  }
}

extension Diagnostic {
  fileprivate static func sumAndMax(at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'top' ranks by a sum or by a maximum, not by both", at: range, help: "Leave 'sum' or 'max' out.")
  }
}
