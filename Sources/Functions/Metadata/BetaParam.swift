import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `beta:param(name)`: the value of a query parameter.
struct BetaParam: ValueFunction {
  static let parameter = Parameter<String>("parameter", "Name of the query parameter.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.")

  static let spec = FunctionSpec(
    "beta:param", in: .metadata, kind: .transform,
    summary: "Is the value of a query parameter.",
    details: ["A parameter without a value has none. Today one writes ?name."],
    parameters: parameter, output,
    examples: [
      Example(
        "The value of a default", query: "limit=?{most=5} | n := beta:param(most)", events: #"{"limit": "5"} {"limit": "6"}"#,
        yields: #"{"limit": "5", "n": "5"}"#)
    ])

  private let name: String
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    name = arguments[Self.parameter]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? {
    context.environment.parameters[name].map { .constant($0, count: batch.rowCount) }
  }
}
