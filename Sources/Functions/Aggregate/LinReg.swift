import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `linReg(x=…, y=…)`: the line that fits best.
struct LinReg: AggregateFunction {
  static let x = Parameter<FieldName>("x", "Field that explains.")
  static let y = Parameter<FieldName>("y", "Field that is explained.")
  static let prefix = Parameter<String>("prefix", "Stands before the names of the fields written.", default: "_")

  static let spec = FunctionSpec(
    "linReg", in: .aggregate, kind: .aggregate,
    summary: "Fits a line through the numbers of two fields, by least squares.",
    details: [
      "It writes _slope, _intercept, _r2 (the adjusted coefficient of determination) and _n (how many events).",
      "Events in which one of the fields is no number are left out.",
      "Where all values of a field are equal there is no result.",
    ],
    parameters: x, y, prefix,
    examples: [
      Example(
        "Duration by size", query: "linReg(x=size, y=duration)",
        events: #"{"size": "1", "duration": "3"} {"size": "2", "duration": "5"} {"size": "3", "duration": "7"}"#,
        yields: #"{"_slope": "2", "_intercept": "1", "_r2": "1", "_n": "3"}"#, comparison: .approximate)
    ])

  private let x: String
  private let y: String
  private let prefix: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    x = arguments[Self.x].text
    y = arguments[Self.y].text
    prefix = arguments[Self.prefix]
  }

  private static let outputs = ["slope", "intercept", "r2", "n"]

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: [arguments[x].text, arguments[y].text], writes: outputs.map { arguments[prefix] + $0 },
      survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let (x, y, prefix) = (x, y, prefix)
    // Around the means, which sums of squares alone would lose digits for.
    return SortedRowsState(.asTheyCame, fields: [x, y], owner: "linReg", in: context) {
      (rows, groups, groupCount) throws(ExecutionError) in
      let (xs, ys) = (rows.numbers(of: x), rows.numbers(of: y))
      var found: [UInt32] = []
      var values: [[Double]] = Self.outputs.map { _ in [] }
      for run in GroupRuns(groups) {
        let known = run.filter { xs.isPresent($0) && ys.isPresent($0) }
        guard let line = Self.line(known.map { xs.values[$0] }, known.map { ys.values[$0] }) else { continue }
        found.append(groups[run.lowerBound])
        for (index, value) in line.enumerated() { values[index].append(value) }
      }
      let columns = zip(Self.outputs, values).map { (name: prefix + $0, column: Column.double(NumberColumn($1))) }
      return GroupedRows(rows: Batch(columns, rowCount: found.count), groups: found)
    }
  }

  /// Slope, intercept, adjusted coefficient of determination and number; `nil` when there is no line.
  private static func line(_ xs: [Double], _ ys: [Double]) -> [Double]? {
    let n = Double(xs.count)
    guard n > 1 else { return nil }
    let meanX = xs.reduce(0, +) / n
    let meanY = ys.reduce(0, +) / n
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for (x, y) in zip(xs, ys) {
      xx += (x - meanX) * (x - meanX)
      xy += (x - meanX) * (y - meanY)
      yy += (y - meanY) * (y - meanY)
    }
    guard xx > 0, yy > 0 else { return nil }
    let slope = xy / xx
    let share = xy * xy / (xx * yy)
    let adjusted = n > 2 ? 1 - (1 - share) * (n - 1) / (n - 2) : share
    return [slope, meanY - slope * meanX, adjusted, n]
  }
}
