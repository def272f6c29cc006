import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `time:dayOfMonth(field)`: the day of the month of a time.
struct TimeDayOfMonth: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_dayOfMonth")

  static let spec = FunctionSpec(
    "time:dayOfMonth", in: .time, kind: .transform,
    summary: "Finds the day of the month of a time.",
    details: ["The zone is that of the argument, else of the event, else of the query."],
    parameters: TimePart.field, output, TimePart.timezone, TimePart.timezoneField,
    examples: [
      Example(
        "Monday, 5 January 2026", query: "time:dayOfMonth(t, as=part)", events: #"{"t": "1767603600007"}"#,
        yields: #"{"t": "1767603600007", "part": "5"}"#)
    ])

  private let call: TimePart
  var target: String { call.target }

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TimePart(arguments, output: Self.output)
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    try call.map(batch, context) { time, text in NumberText.append(Int64(time.day), to: &text) }
  }
}
