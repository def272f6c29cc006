import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `end()`: the end of the search interval.
struct End: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", unnamed: true, default: "_end")

  static let spec = FunctionSpec(
    "end", in: .time, kind: .transform,
    summary: "Is the end of the search interval, in epoch milliseconds.",
    details: ["It is the same for all events of a run."],
    parameters: output,
    examples: [
      Example("A number", query: "end(as=t) | test(t == end()) | select(a)", events: #"{"a": "1"}"#, yields: #"{"a": "1"}"#)
    ])

  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? {
    .integer(NumberColumn(Array(repeating: context.environment.end, count: batch.rowCount)))
  }
}
