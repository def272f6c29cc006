import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `text:substring(string, begin=…, end=…)` is a part of a text.
struct TextSubstring: ValueFunction {
  static let string = Parameter<ExpressionReference>("string", "Text to take the part from.", unnamed: true)
  static let begin = Parameter<ExpressionReference?>("begin", "Position of the first character, from 0.", default: nil)
  static let end = Parameter<ExpressionReference?>(
    "end", "Position after the last character; the end of the text when left out.", default: nil)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_substring")

  static let spec = FunctionSpec(
    "text:substring", in: .string, kind: .transform,
    summary: "Takes the part of a text between two positions.",
    details: [
      "Positions count visible characters from 0.",
      "A position outside the text, or one that is no number, gives no result.",
    ],
    parameters: string, begin, end, output,
    examples: [
      Example(
        "The part before the at sign", query: #"usr := text:substring(mail, end=text:positionOf(mail, character="@"))"#,
        events: #"{"mail": "ida@example.com"}"#, yields: #"{"mail": "ida@example.com", "usr": "ida"}"#),
      Example(
        "An id without its prefix", query: "text:substring(id, begin=2, as=id)", events: #"{"id": "i-0abc"} {"id": "i"}"#,
        yields: #"{"id": "0abc"} {"id": "i"}"#),
    ])

  private let string: ExpressionReference
  private let begin: ExpressionReference?
  private let end: ExpressionReference?
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    string = arguments[Self.string]
    begin = arguments[Self.begin]
    end = arguments[Self.end]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    guard let texts = try context.value(of: string, in: batch)?.asText() else { return nil }
    let begins = try PositionArgument(begin, in: batch, context)
    let ends = try PositionArgument(end, in: batch, context)
    return Column.text(in: batch.mask) { row, output in
      guard texts.isPresent(row) else { return false }
      let text = texts.storage.span.extracting(texts.range(of: row))
      let boundaries = Graphemes.boundaries(text)
      let length = boundaries.count - 1
      guard let begin = begins.value(at: row, default: 0), let end = ends.value(at: row, default: length),
        begin >= 0, begin <= length, end > 0 || length == 0, end >= begin, end <= length
      else { return false }
      for index in boundaries[begin]..<boundaries[end] { output.append(text[index]) }
      return true
    }
  }
}
