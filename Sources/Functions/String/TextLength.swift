import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `text:length(string)` is the number of visible characters of a text.
struct TextLength: ValueFunction {
  static let string = Parameter<ExpressionReference>("string", "Text to measure.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_length")

  static let spec = FunctionSpec(
    "text:length", in: .string, kind: .transform,
    summary: "Counts the characters of a text as a reader sees them.",
    details: ["A letter with its accents, or an emoji made of several parts, counts once."],
    parameters: string, output,
    examples: [
      Example(
        "A flag is one character", query: "text:length(name)", events: #"{"name": "Åse 🇩🇰"}"#,
        yields: #"{"name": "Åse 🇩🇰", "_length": "5"}"#),
      Example(
        "Of an expression", query: #"n := text:length(format("%s%s", field=[a, b]))"#,
        events: #"{"a": "ab", "b": "cd"}"#, yields: #"{"a": "ab", "b": "cd", "n": "4"}"#),
    ])

  private let string: ExpressionReference
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    string = arguments[Self.string]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    try context.value(of: string, in: batch)?.mapTextToNumber(in: batch.mask) { Double(Graphemes.count($0)) }
  }
}
