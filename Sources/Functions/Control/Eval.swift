import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `eval(a = …, b = …)` assigns the values of expressions to fields.
struct Eval: TransformFunction {
  static let assignments = Parameter<NamedExpressions>(
    "field", "Assignments field = expression, separated by commas.", collectsOthers: true)

  static let spec = FunctionSpec(
    "eval", in: .control, kind: .transform,
    summary: "Assigns the values of expressions to fields.",
    details: [
      "Assignments run from left to right and see the results of earlier ones.",
      "An expression without a value leaves the field as it is.",
    ],
    parameters: assignments,
    examples: [
      Example(
        "Two steps", query: "eval(mb = bytes / 1000000, rate = mb / seconds)",
        events: #"{"bytes": "5000000", "seconds": "2"} {"seconds": "2"}"#,
        yields: #"{"bytes": "5000000", "seconds": "2", "mb": "5", "rate": "2.5"} {"seconds": "2"}"#),
    ])

  private let assignments: NamedExpressions

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    assignments = arguments[Self.assignments]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], writes: arguments[assignments].items.map(\.name))
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    for (name, expression) in assignments.items {
      if let value = try context.value(of: expression, in: batch) { batch.assign(value, to: name) }
    }
  }
}
