import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `sum(field)`: the sum of the numbers of a field.
struct Sum: AggregateFunction {
  static let field = Parameter<FieldName>("field", "The field to read.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_sum")

  static let spec = FunctionSpec(
    "sum", in: .aggregate, kind: .aggregate,
    summary: "Finds the sum of the numbers of a field.",
    details: ["Missing values and texts that are no numbers are ignored.", "Without any number the sum is 0."],
    parameters: field, output,
    examples: [
      Example(
        "Bytes", query: "sum(bytes)", events: #"{"bytes": "4.5"} {"bytes": "8"} {"bytes": "-"}"#, yields: #"{"_sum": "12.5"}"#)
    ])

  private let field: String
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    output = arguments[Self.output].text
  }

  func makeState(in context: RunContext) -> any AggregateState {
    SumState(field: field, output: output, isMean: false)
  }
}
