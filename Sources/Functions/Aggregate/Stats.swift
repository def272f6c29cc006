import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `stats([…])`: several aggregates side by side; a list of aggregates alone means the same.
struct Stats: AggregateFunction {
  static let function = Parameter<Aggregates>("function", "The aggregates.", unnamed: true, default: .count)

  static let spec = FunctionSpec(
    "stats", in: .aggregate, kind: .aggregate,
    summary: "Computes several aggregates and puts their results side by side.",
    details: [
      "Aggregates of at most one row make one row; with more rows every combination is made.",
      "Two aggregates that give one field different values are an error; use as.",
    ],
    parameters: function,
    examples: [
      Example(
        "From and to", query: "stats([min(t, as=first), max(t, as=last)])", events: #"{"t": "3"} {"t": "8"}"#,
        yields: #"{"first": "3", "last": "8"}"#)
    ])

  private let aggregates: Aggregates

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    try context.makeState(of: aggregates)
  }
}
