import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `text:positionOf(string, character=…)` is the position of a text in another.
struct TextPositionOf: ValueFunction {
  static let string = Parameter<ExpressionReference>("string", "Text to search.", unnamed: true)
  static let character = Parameter<ExpressionReference>("character", "Character or text to look for.")
  static let begin = Parameter<ExpressionReference?>("begin", "Position to start from; 0 when left out.", default: nil)
  static let occurrence = Parameter<ExpressionReference?>(
    "occurrence", "Which occurrence to take; the first when left out.", default: nil)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_position")

  static let spec = FunctionSpec(
    "text:positionOf", in: .string, kind: .transform,
    summary: "Finds the position of a character or text in another text.",
    details: [
      "Positions count visible characters from 0, and only whole characters are found.",
      "What is not found has no result, and neither has a start or an occurrence that makes no sense.",
    ],
    parameters: string, character, begin, occurrence, output,
    examples: [
      Example(
        "The at sign", query: #"text:positionOf(mail, character="@")"#,
        events: #"{"mail": "ida@example.com"} {"mail": "ida"}"#,
        yields: #"{"mail": "ida@example.com", "_position": "3"} {"mail": "ida"}"#),
      Example(
        "The second slash", query: #"at := text:positionOf(path, character="/", occurrence=2)"#,
        events: #"{"path": "/opt/bin"}"#, yields: #"{"path": "/opt/bin", "at": "4"}"#),
    ])

  private let string: ExpressionReference
  private let character: ExpressionReference
  private let begin: ExpressionReference?
  private let occurrence: ExpressionReference?
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    string = arguments[Self.string]
    character = arguments[Self.character]
    begin = arguments[Self.begin]
    occurrence = arguments[Self.occurrence]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    guard let texts = try context.value(of: string, in: batch)?.asText(),
      let needles = try context.value(of: character, in: batch)?.asText()
    else { return nil }
    let begins = try PositionArgument(begin, in: batch, context)
    let occurrences = try PositionArgument(occurrence, in: batch, context)
    return .numbers(in: batch.mask) { row in
      guard texts.isPresent(row), needles.isPresent(row), let begin = begins.value(at: row, default: 0), begin >= 0,
        let occurrence = occurrences.value(at: row, default: 1), occurrence > 0
      else { return nil }
      return Self.position(
        of: needles.storage.span.extracting(needles.range(of: row)),
        in: texts.storage.span.extracting(texts.range(of: row)), from: begin, occurrence: occurrence)
    }
  }

  /// Whether a character ends at an offset; `boundaries` are in order.
  private static func ends(_ offset: Int, among boundaries: [Int]) -> Bool {
    var (low, high) = (0, boundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low < boundaries.count && boundaries[low] == offset
  }

  private static func position(
    of needle: Span<UInt8>, in text: Span<UInt8>, from begin: Int, occurrence: Int
  ) -> Double? {
    guard !needle.isEmpty else { return nil }
    let boundaries = Graphemes.boundaries(text)
    var found = 0
    for position in boundaries.indices.dropFirst(begin) {
      let offset = boundaries[position]
      guard offset + needle.count <= text.count else { return nil }
      var index = 0
      while index < needle.count, text[offset + index] == needle[index] { index += 1 }
      guard index == needle.count, ends(offset + needle.count, among: boundaries) else { continue }
      found += 1
      if found == occurrence { return Double(position) }
    }
    return nil
  }
}
