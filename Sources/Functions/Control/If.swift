import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `if(condition, then=…, else=…)` is one of two values.
struct If: ValueFunction {
  static let condition = Parameter<ExpressionReference>(
    "condition", "Expression that decides, as in test().", unnamed: true)
  static let then = Parameter<ExpressionReference>("then", "Value where the condition is true.")
  static let `else` = Parameter<ExpressionReference>("else", "Value where it is not.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_if")

  static let spec = FunctionSpec(
    "if", in: .control, kind: .transform,
    summary: "Chooses between two values by a condition.",
    details: [
      "A condition without a value, such as a comparison with a missing field, counts as not true.",
      "Both values are expressions: a bare word is a field, a quoted text is a text.",
      "Filter functions can be the condition.",
    ],
    parameters: condition, then, `else`, output,
    examples: [
      Example(
        "A level by port", query: #"level := if(port < 1024, then="system", else="user")"#,
        events: #"{"port": "22"} {"port": "8080"} {"host": "web-1"}"#,
        yields: """
          {"port": "22", "level": "system"} {"port": "8080", "level": "user"} {"host": "web-1", "level": "user"}
          """),
      Example(
        "A filter function as condition",
        query: #"write := if(in(verb, values=["put", "post"]), then="yes", else="no")"#,
        events: #"{"verb": "get"} {"verb": "put"}"#,
        yields: #"{"verb": "get", "write": "no"} {"verb": "put", "write": "yes"}"#),
    ])

  private let condition: ExpressionReference
  private let then: ExpressionReference
  private let otherwise: ExpressionReference
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    condition = arguments[Self.condition]
    then = arguments[Self.then]
    otherwise = arguments[Self.else]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    var chosen = batch
    if let verdict = try context.value(of: condition, in: batch) {
      verdict.keep(in: &chosen.mask, where: Truth.isTrue)
    } else {
      chosen.dropAll()
    }
    var others = batch
    others.mask.subtract(chosen.mask)
    if others.mask.isEmpty { return try context.value(of: then, in: chosen) }
    if chosen.mask.isEmpty { return try context.value(of: otherwise, in: others) }
    let first = try context.value(of: then, in: chosen)
    return .choosing(first, in: chosen.mask, else: try context.value(of: otherwise, in: others))
  }
}
