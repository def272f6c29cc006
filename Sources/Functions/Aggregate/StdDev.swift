import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `stdDev(field)`: how far numbers lie from their mean.
struct StdDev: AggregateFunction {
  static let field = Parameter<FieldName>("field", "The field to read.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_stddev")

  static let spec = FunctionSpec(
    "stdDev", in: .aggregate, kind: .aggregate,
    summary: "Finds the standard deviation of the numbers of a field.",
    details: ["All numbers count as the population: the sum of squares is divided by their count."],
    parameters: field, output,
    examples: [
      Example("Spread", query: "stdDev(ms)", events: #"{"ms": "2"} {"ms": "4"} {"ms": "-"}"#, yields: #"{"_stddev": "1"}"#)
    ])

  private let field: String
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    output = arguments[Self.output].text
  }

  func makeState(in context: RunContext) -> any AggregateState { DeviationState(field: field, output: output) }
}

private final class DeviationState: AggregateState {
  private let field: String
  private let output: String
  private let numbers: SumState
  private let squares: SumState
  private let counts: CountState

  init(field: String, output: String) {
    self.field = field
    self.output = output
    numbers = SumState(field: "number", output: "sum", isMean: false)
    squares = SumState(field: "square", output: "sum", isMean: false)
    counts = CountState(field: "number", output: "count")
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {
    let read = batch.numbers(of: field)
    let rows = Batch(
      [
        ("number", .double(read)),
        ("square", .double(NumberColumn(read.values.map { $0 * $0 }, presence: read.presence))),
      ], rowCount: batch.rowCount)
    numbers.update(rows, groups: groups, groupCount: groupCount)
    squares.update(rows, groups: groups, groupCount: groupCount)
    counts.update(rows, groups: groups, groupCount: groupCount)
  }

  func exportPartial(groupCount: Int) -> PartialState {
    PartialState(
      GroupedRows(rows: Batch(rowCount: 0), groups: []),
      parts: [
        numbers.exportPartial(groupCount: groupCount), squares.exportPartial(groupCount: groupCount),
        counts.exportPartial(groupCount: groupCount),
      ])
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    numbers.merge(partial.parts[0], groups: groups, groupCount: groupCount)
    squares.merge(partial.parts[1], groups: groups, groupCount: groupCount)
    counts.merge(partial.parts[2], groups: groups, groupCount: groupCount)
  }

  func finish(groupCount: Int) -> GroupedRows {
    let sums = numbers.finish(groupCount: groupCount).rows.numbers(of: "sum")
    let squareSums = squares.finish(groupCount: groupCount).rows.numbers(of: "sum")
    let count = counts.finish(groupCount: groupCount).rows.numbers(of: "count")
    var groups: [UInt32] = []
    var values: [Double] = []
    for group in 0..<groupCount where count.values[group] > 0 {
      let mean = sums.values[group] / count.values[group]
      groups.append(UInt32(group))
      values.append(max(0, squareSums.values[group] / count.values[group] - mean * mean).squareRoot())
    }
    return GroupedRows(rows: Batch([(output, .double(NumberColumn(values)))], rowCount: values.count), groups: groups)
  }
}
