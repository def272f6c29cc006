import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `time:monthName(field)`: the name of the month of a time.
struct TimeMonthName: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_monthName")

  static let spec = FunctionSpec(
    "time:monthName", in: .time, kind: .transform,
    summary: "Finds the name of the month of a time.",
    details: ["The zone is that of the argument, else of the event, else of the query."],
    parameters: TimePart.field, output, TimePart.timezone, TimePart.timezoneField,
    examples: [
      Example(
        "Monday, 5 January 2026", query: "time:monthName(t, as=part)", events: #"{"t": "1767603600007"}"#,
        yields: #"{"t": "1767603600007", "part": "January"}"#)
    ])

  private let call: TimePart
  var target: String { call.target }

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TimePart(arguments, output: Self.output)
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    try call.map(batch, context) { time, text in text.append(contentsOf: CalendarNames.months[time.month - 1].utf8) }
  }
}
