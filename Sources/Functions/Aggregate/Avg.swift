import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `avg(field)`: the mean of the numbers of a field.
struct Avg: AggregateFunction {
  static let field = Parameter<FieldName>("field", "The field to read.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_avg")

  static let spec = FunctionSpec(
    "avg", in: .aggregate, kind: .aggregate,
    summary: "Finds the mean of the numbers of a field.",
    details: ["Missing values and texts that are no numbers are ignored.", "Without any number there is no row."],
    parameters: field, output,
    examples: [
      Example(
        "Bytes", query: "avg(bytes)", events: #"{"bytes": "4.5"} {"bytes": "8"} {"bytes": "-"}"#, yields: #"{"_avg": "6.25"}"#)
    ])

  private let field: String
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    output = arguments[Self.output].text
  }

  func makeState(in context: RunContext) -> any AggregateState {
    SumState(field: field, output: output, isMean: true)
  }
}
