import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `text:endsWith(string=…, substring=…)` keeps events in which one text ends with another.
struct TextEndsWith: FilterFunction {
  static let string = Parameter<ExpressionReference>("string", "Text to look in.", unnamed: true)
  static let part = Parameter<ExpressionReference>("substring", "Text to look for.")

  static let spec = FunctionSpec(
    "text:endsWith", in: .string, kind: .filter,
    summary: "Keeps events in which one text ends with another.",
    details: ["Bare words are fields and quoted words texts; case counts, and there are no wildcards."],
    parameters: string, part,
    examples: [
      Example(
        "Paths", query: #"text:endsWith(string=path, substring="ida")"#, events: #"{"path": "/etc/passwd"} {"path": "/home/ida"}"#, yields: #"{"path": "/home/ida"}"#)
    ])

  private let string: ExpressionReference
  private let part: ExpressionReference

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    string = arguments[Self.string]
    part = arguments[Self.part]
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try TextPair.keep(in: &batch, string, part, context) { text, part in TextPair.end(part, text) }
  }
}
