import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `now()`: the time the query was started.
struct Now: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", unnamed: true, default: "_now")

  static let spec = FunctionSpec(
    "now", in: .time, kind: .transform,
    summary: "Is the time the query was started, in epoch milliseconds.",
    details: ["It is the same for all events of a run."],
    parameters: output,
    examples: [
      Example("A number", query: "now(as=t) | test(t == now()) | select(a)", events: #"{"a": "1"}"#, yields: #"{"a": "1"}"#)
    ])

  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? {
    .integer(NumberColumn(Array(repeating: context.environment.now, count: batch.rowCount)))
  }
}
