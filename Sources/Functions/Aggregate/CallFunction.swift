import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `callFunction("sum", field=v)`: an aggregate whose name is a text.
struct CallFunction: AggregateFunction {
  static let function = Parameter<Name>("function", "Name of the aggregate.", unnamed: true)
  static let field = Parameter<FieldName>("field", "Field given to it.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_function")

  enum Name: String, ChoiceArgument { case avg, count, max, min, range, sum }

  static let spec = FunctionSpec(
    "callFunction", in: .aggregate, kind: .aggregate,
    summary: "Runs an aggregate by its name, which may be a parameter.",
    parameters: function, field, output,
    examples: [
      Example(
        "The user chooses", query: "callFunction(?{what=sum}, field=v)", events: #"{"v": "4"} {"v": "10"}"#,
        yields: #"{"_function": "14"}"#)
    ])

  private let name: Name
  private let field: String
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    name = arguments[Self.function]
    field = arguments[Self.field].text
    output = arguments[Self.output].text
  }

  func makeState(in context: RunContext) -> any AggregateState {
    switch name {
    case .avg: SumState(field: field, output: output, isMean: true)
    case .sum: SumState(field: field, output: output, isMean: false)
    case .count: CountState(field: field, output: output)
    case .max: ExtremesState(field: field, output: output) { _, largest in largest }
    case .min: ExtremesState(field: field, output: output) { smallest, _ in smallest }
    case .range: ExtremesState(field: field, output: output) { smallest, largest in largest - smallest }
    }
  }
}
