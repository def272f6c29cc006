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

/// Exact sums of numbers and of their squares per group, so that large numbers that differ little keep their deviation,
/// and the order of the events does not matter.
private final class DeviationState: AggregateState {
  private let field: String
  private let output: String
  private var sums = ExactSums()
  private var squares = ExactSums()
  private var counts = Counts()

  init(field: String, output: String) {
    self.field = field
    self.output = output
  }

  private func grow(to count: Int) {
    sums.grow(to: count)
    squares.grow(to: count)
    counts.grow(to: count)
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    guard batch[field] != nil else { return }
    let numbers = batch.numbers(of: field)
    let present = numbers.presence ?? RowMask(allOf: batch.rowCount)
    present.forEach { row in
      let group = Int(groups[row])
      sums.add(numbers.values[row], to: group)
      squares.add(product: numbers.values[row], numbers.values[row], to: group)
    }
    counts.tally(groups, presence: present)
  }

  var heldBytes: Int { sums.byteCount + squares.byteCount + counts.byteCount }

  func exportPartial(groupCount: Int) -> PartialState {
    grow(to: groupCount)
    return PartialState(
      GroupedRows(
        rows: Batch([("count", .integer(NumberColumn(Array(counts.values.prefix(groupCount)))))], rowCount: groupCount),
        groups: (0..<UInt32(groupCount)).map { $0 }),
      parts: [Self.export(sums, groupCount), Self.export(squares, groupCount)])
  }

  private static func export(_ sums: ExactSums, _ groupCount: Int) -> PartialState {
    var groups: [UInt32] = []
    var parts: [Double] = []
    for group in 0..<groupCount {
      for part in sums.parts(of: group) {
        groups.append(UInt32(group))
        parts.append(part)
      }
    }
    return PartialState(
      GroupedRows(rows: Batch([("part", .double(NumberColumn(parts)))], rowCount: parts.count), groups: groups))
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    if case .integer(let added)? = partial.rows.rows["count"] {
      for (group, count) in added.values.enumerated() { counts.add(count, to: Int(groups[group])) }
    }
    Self.merge(partial.parts[0], into: &sums, groups)
    Self.merge(partial.parts[1], into: &squares, groups)
  }

  private static func merge(_ partial: PartialState, into sums: inout ExactSums, _ groups: [UInt32]) {
    guard case .double(let parts)? = partial.rows.rows["part"] else { return }
    for (row, group) in partial.rows.groups.enumerated() { sums.add(parts.values[row], to: Int(groups[Int(group)])) }
  }

  func finish(groupCount: Int) -> GroupedRows {
    grow(to: groupCount)
    var groups: [UInt32] = []
    var values: [Double] = []
    for group in 0..<groupCount where counts.values[group] > 0 {
      groups.append(UInt32(group))
      let count = Double(counts.values[group])
      // n² times the variance: n Σx² - (Σx)², rounded once.
      var spread = ExactSums()
      spread.grow(to: 1)
      for part in squares.parts(of: group) { spread.add(product: part, count, to: 0) }
      let parts = sums.parts(of: group)
      for left in parts { for right in parts { spread.add(product: -left, right, to: 0) } }
      values.append(max(0, spread.sum(of: 0)).squareRoot() / count)
    }
    return GroupedRows(rows: Batch([(output, .double(NumberColumn(values)))], rowCount: values.count), groups: groups)
  }
}
