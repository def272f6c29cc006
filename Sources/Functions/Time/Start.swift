import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `start()`: the start of the search interval.
struct Start: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", unnamed: true, default: "_start")

  static let spec = FunctionSpec(
    "start", in: .time, kind: .transform,
    summary: "Is the start of the search interval, in epoch milliseconds.",
    details: ["It is the same for all events of a run."],
    parameters: output,
    examples: [
      Example("A number", query: "start(as=t) | test(t == start()) | select(a)", events: #"{"a": "1"}"#, yields: #"{"a": "1"}"#)
    ])

  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? {
    .integer(NumberColumn(Array(repeating: context.environment.start, count: batch.rowCount)))
  }
}
