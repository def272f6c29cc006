import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `min(field)`: the smallest number of a field.
struct Min: AggregateFunction {
  static let field = Parameter<FieldName>("field", "The field to read.", unnamed: true)
  static let type = Parameter<String?>(
    "type", "Changes nothing.", default: nil, deprecated: "Leave it out: numbers are compared whatever it says.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_min")

  static let spec = FunctionSpec(
    "min", in: .aggregate, kind: .aggregate,
    summary: "Finds the smallest number of a field.",
    details: ["Missing values and texts that are no numbers are ignored.", "Without any number there is no row."],
    parameters: field, output, type,
    examples: [
      Example("Fastest answer", query: "min(ms)", events: #"{"ms": "9"} {"ms": "10"} {"ms": "n/a"}"#, yields: #"{"_min": "9"}"#)
    ])

  private let field: String
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    output = arguments[Self.output].text
  }

  func makeState(in context: RunContext) -> any AggregateState {
    ExtremesState(field: field, output: output) { smallest, _ in smallest }
  }
}
