import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `range(field)`: the distance between the smallest and the largest number of a field.
struct RangeOfNumbers: AggregateFunction {
  static let field = Parameter<FieldName>("field", "The field to read.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_range")

  static let spec = FunctionSpec(
    "range", in: .aggregate, kind: .aggregate,
    summary: "Finds the distance between the smallest and the largest number of a field.",
    details: ["Missing values and texts that are no numbers are ignored.", "Without any number there is no row."],
    parameters: field, output,
    examples: [
      Example("Spread", query: "range(ms)", events: #"{"ms": "9"} {"ms": "12.5"} {"x": "1"}"#, yields: #"{"_range": "3.5"}"#)
    ])

  private let field: String
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    output = arguments[Self.output].text
  }

  func makeState(in context: RunContext) -> any AggregateState {
    ExtremesState(field: field, output: output) { smallest, largest in largest - smallest }
  }
}
