import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `coalesce([…])` is the first of several values that exists.
struct Coalesce: ValueFunction {
  static let expressions = Parameter<[ExpressionReference]>(
    "expressions", "Values to try, from left to right.", unnamed: true)
  static let ignoreEmpty = Parameter<Bool>("ignoreEmpty", "Whether an empty text counts as missing.", default: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_coalesce")

  static let spec = FunctionSpec(
    "coalesce", in: .control, kind: .transform,
    summary: "Takes the first of several values that exists.",
    details: [
      "A quoted text at the end serves as a default.",
      "When no value is usable the field is not written.",
    ],
    parameters: expressions, ignoreEmpty, output,
    examples: [
      Example(
        "The user under any of its names", query: #"usr := coalesce([userName, actor, "unknown"])"#,
        events: #"{"userName": "ida", "actor": "x"} {"userName": "", "actor": "bo"} {"ip": "10.0.0.7"}"#,
        yields: """
          {"userName": "ida", "actor": "x", "usr": "ida"}
          {"userName": "", "actor": "bo", "usr": "bo"}
          {"ip": "10.0.0.7", "usr": "unknown"}
          """),
    ])

  private let expressions: [ExpressionReference]
  private let ignoresEmpty: Bool
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    expressions = arguments[Self.expressions]
    ignoresEmpty = arguments[Self.ignoreEmpty]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    var result: Column?
    var open = batch
    for expression in expressions where !open.mask.isEmpty {
      guard let value = try context.value(of: expression, in: open) else { continue }
      var usable = open.mask
      if ignoresEmpty {
        value.keep(in: &usable) { !$0.isEmpty }
      } else if let presence = value.presence {
        usable.formIntersection(presence)
      }
      result = .choosing(value, in: usable, else: result)
      open.mask.subtract(usable)
    }
    return result
  }
}
