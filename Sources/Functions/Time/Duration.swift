import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `duration("5m")`: a length of time as a number.
struct Duration: ValueFunction {
  static let duration = Parameter<TimeSpan>("duration", "Length of time.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_duration")

  static let spec = FunctionSpec(
    "duration", in: .time, kind: .transform,
    summary: "Is a length of time in milliseconds.",
    parameters: duration, output,
    examples: [
      Example(
        "Longer than a minute", query: #"test(ms > duration("1m"))"#, events: #"{"ms": "60001"} {"ms": "60000"}"#,
        yields: #"{"ms": "60001"}"#)
    ])

  private let span: TimeSpan
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    span = arguments[Self.duration]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? {
    .integer(NumberColumn(Array(repeating: span.milliseconds, count: batch.rowCount)))
  }
}
