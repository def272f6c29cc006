import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `text:contains(string=…, substring=…)` keeps events in which one text contains another.
struct TextContains: FilterFunction {
  static let string = Parameter<ExpressionReference>("string", "Text to look in.", unnamed: true)
  static let part = Parameter<ExpressionReference>("substring", "Text to look for.")

  static let spec = FunctionSpec(
    "text:contains", in: .string, kind: .filter,
    summary: "Keeps events in which one text contains another.",
    details: ["Bare words are fields and quoted words texts; case counts, and there are no wildcards."],
    parameters: string, part,
    examples: [
      Example(
        "Paths", query: #"text:contains(string=path, substring="passwd")"#, events: #"{"path": "/etc/passwd"} {"path": "/home/ida"}"#, yields: #"{"path": "/etc/passwd"}"#)
    ])

  private let string: ExpressionReference
  private let part: ExpressionReference

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    string = arguments[Self.string]
    part = arguments[Self.part]
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try TextPair.keep(in: &batch, string, part, context) { text, part in TextPair.occurs(part, text) }
  }
}
