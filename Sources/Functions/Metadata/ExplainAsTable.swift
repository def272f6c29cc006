import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `explain:asTable()`: where a query spends its time, instead of its rows.
struct ExplainAsTable: ProfilingFunction {
  static let showPrefilters = Parameter<Bool>(
    "showPrefilters", "Means nothing here: the prefilter belongs to the reader, and 'martlet explain' shows it.", default: true)

  static let spec = FunctionSpec(
    "explain:asTable", in: .metadata, kind: .metadata,
    summary: "Runs the query and gives a row for each of its steps, with time and events, instead of its rows.",
    details: [
      "Rows have stepID, step, timeMs, eventsIn and eventsOut; times are those of all workers together.",
      "Conditions that stand together are one step.",
    ],
    parameters: showPrefilters,
    examples: [
      Example(
        "Two steps", query: "x=42 | count() | explain:asTable()", events: #"{"x": "42"} {"x": "41"}"#,
        yields: """
          {"stepID": "1", "step": "filter", "eventsIn": "2", "eventsOut": "1"} \
          {"stepID": "2", "step": "count", "eventsIn": "1", "eventsOut": "1"}
          """)
    ])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  func apply(to environment: inout QueryEnvironment, _ interval: inout Range<Int64>?) {}
}
