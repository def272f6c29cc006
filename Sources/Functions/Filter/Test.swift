import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `test(expression)` keeps events for which an expression is true.
struct Test: FilterFunction {
  static let expression = Parameter<ExpressionReference>("expression", "Expression that has to be true.", unnamed: true)

  static let spec = FunctionSpec(
    "test", in: .filter, kind: .filter,
    summary: "Keeps events for which an expression is true.",
    details: [
      "Bare words on both sides are fields and quoted words are texts, so two fields can be compared.",
      "An expression without a value, such as one over a missing field, keeps no event.",
    ],
    parameters: expression,
    examples: [
      Example(
        "More bytes out than in", query: "test(sent > 2 * received)",
        events: #"{"sent": "900", "received": "100"} {"sent": "90", "received": "100"} {"sent": "5"}"#,
        yields: #"{"sent": "900", "received": "100"}"#),
      Example(
        "Somebody acting on themselves", query: "test(actor == target)",
        events: #"{"actor": "ida", "target": "ida"} {"actor": "ida", "target": "bo"}"#,
        yields: #"{"actor": "ida", "target": "ida"}"#),
    ])

  private let expression: ExpressionReference

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    expression = arguments[Self.expression]
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let value = try context.value(of: expression, in: batch) else { return batch.dropAll() }
    value.keep(in: &batch.mask, where: Truth.isTrue)
  }
}
