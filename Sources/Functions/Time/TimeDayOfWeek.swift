import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `time:dayOfWeek(field)`: the day of the week, 1 for Monday of a time.
struct TimeDayOfWeek: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_dayOfWeek")

  static let spec = FunctionSpec(
    "time:dayOfWeek", in: .time, kind: .transform,
    summary: "Finds the day of the week, 1 for Monday of a time.",
    details: ["The zone is that of the argument, else of the event, else of the query."],
    parameters: TimePart.field, output, TimePart.timezone, TimePart.timezoneField,
    examples: [
      Example(
        "Monday, 5 January 2026", query: "time:dayOfWeek(t, as=part)", events: #"{"t": "1767603600007"}"#,
        yields: #"{"t": "1767603600007", "part": "1"}"#)
    ])

  private let call: TimePart
  var target: String { call.target }

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TimePart(arguments, output: Self.output)
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    try call.map(batch, context) { time, text in NumberText.append(Int64(time.weekday), to: &text) }
  }
}
