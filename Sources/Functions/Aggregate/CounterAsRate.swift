import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `counterAsRate(field)`: how fast a counter grows, per second.
struct CounterAsRate: AggregateFunction {
  static let field = Parameter<FieldName>("field", "Field with the counter.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_rate")

  static let spec = FunctionSpec(
    "counterAsRate", in: .aggregate, kind: .aggregate,
    summary: "Computes how fast a counter grows, per second of @timestamp.",
    details: [
      "The difference of the last and the first value is divided by the time between them.",
      "There is no result for fewer than two values, or when the counter ever goes down.",
    ],
    parameters: field, output,
    examples: [
      Example(
        "Bytes per second", query: "groupBy(host, function=counterAsRate(bytes))",
        events: """
          {"@timestamp": "1000", "host": "a", "bytes": "100"} {"@timestamp": "11000", "host": "a", "bytes": "150"}
          """,
        yields: #"{"host": "a", "_rate": "5"}"#)
    ])

  private let field: String
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    output = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: [arguments[field].text, "@timestamp"], writes: [arguments[output].text], survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let (field, output) = (field, output)
    return SortedRowsState(.oldestFirst, fields: [field, "@timestamp"], owner: "counterAsRate", in: context) {
      (rows, groups, groupCount) throws(ExecutionError) in
      let times = rows.numbers(of: "@timestamp")
      let counts = rows.numbers(of: field)
      var found: [UInt32] = []
      var rates: [Double] = []
      for run in GroupRuns(groups) {
        let known = run.filter { counts.isPresent($0) && times.isPresent($0) }
        guard let first = known.first, let last = known.last, times.values[last] > times.values[first] else { continue }
        if zip(known, known.dropFirst()).contains(where: { counts.values[$1] < counts.values[$0] }) { continue }
        found.append(groups[first])
        rates.append((counts.values[last] - counts.values[first]) * 1000 / (times.values[last] - times.values[first]))
      }
      return GroupedRows(rows: Batch([(output, .double(NumberColumn(rates)))], rowCount: rates.count), groups: found)
    }
  }
}
