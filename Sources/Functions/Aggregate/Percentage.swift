import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `percentage({condition})`: the share of the events that pass a condition.
struct Percentage: AggregateFunction {
  static let condition = Parameter<Condition>("condition", "Filters in braces.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_percentage")

  static let spec = FunctionSpec(
    "percentage", in: .aggregate, kind: .aggregate,
    summary: "Finds the share of the events that pass a condition, in percent.",
    details: ["Without events there is no row."],
    parameters: condition, output,
    examples: [
      Example(
        "Failures", query: "percentage({status >= 500})", events: #"{"status": "200"} {"status": "503"} {"status": "404"} {"status": "200"}"#,
        yields: #"{"_percentage": "25"}"#)
    ])

  private let condition: Condition
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    condition = arguments[Self.condition]
    output = arguments[Self.output].text
  }

  func makeState(in context: RunContext) -> any AggregateState {
    ShareState(condition: condition, output: output, in: context)
  }
}

private final class ShareState: AggregateState {
  private let condition: Condition
  private let output: String
  private let context: RunContext
  private var all = Counts()
  private var passing = Counts()

  init(condition: Condition, output: String, in context: RunContext) {
    self.condition = condition
    self.output = output
    self.context = context
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    all.grow(to: groupCount)
    passing.grow(to: groupCount)
    all.tally(groups, presence: nil)
    var batch = batch
    try context.narrow(&batch, by: condition.pipeline)
    passing.tally(groups, presence: batch.mask)
  }

  var heldBytes: Int { all.byteCount + passing.byteCount }

  func exportPartial(groupCount: Int) -> PartialState {
    all.grow(to: groupCount)
    passing.grow(to: groupCount)
    return PartialState(
      onePerGroup: Batch(
        [
          ("all", .integer(NumberColumn(Array(all.values.prefix(groupCount))))),
          ("passing", .integer(NumberColumn(Array(passing.values.prefix(groupCount))))),
        ], rowCount: groupCount))
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    all.grow(to: groupCount)
    passing.grow(to: groupCount)
    guard case .integer(let counts)? = partial.rows.rows["all"], case .integer(let passed)? = partial.rows.rows["passing"]
    else { return }
    for group in counts.values.indices {
      all.add(counts.values[group], to: Int(groups[group]))
      passing.add(passed.values[group], to: Int(groups[group]))
    }
  }

  func finish(groupCount: Int) -> GroupedRows {
    all.grow(to: groupCount)
    passing.grow(to: groupCount)
    let groups = (0..<UInt32(groupCount)).filter { all.values[Int($0)] > 0 }
    let shares = groups.map { Double(passing.values[Int($0)]) / Double(all.values[Int($0)]) * 100 }
    return GroupedRows(rows: Batch([(output, .double(NumberColumn(shares)))], rowCount: groups.count), groups: groups)
  }
}
