import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `text:editDistance(target=…, reference=…, maxDistance=…)`: how many edits two texts are apart.
struct TextEditDistance: ValueFunction {
  static let text = Parameter<ExpressionReference>("target", "Text to judge.", unnamed: true)
  static let reference = Parameter<ExpressionReference>("reference", "Text to compare with.")
  static let maxDistance = Parameter<Int>("maxDistance", "Larger distances are given as this one.", bounds: 1...100)
  static let allowTranspositions = Parameter<Bool>(
    "allowTranspositions", "Whether a swap of two neighbours is one edit.", default: true)
  static let ignoreCase = Parameter<Bool>("ignoreCase", "Whether upper and lower case count as equal.", default: false)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_distance")

  static let spec = FunctionSpec(
    "text:editDistance", in: .string, kind: .transform,
    summary: "Counts the edits that turn one text into another.",
    details: ["Edits are inserting, deleting and replacing a character, and swapping two neighbours."],
    parameters: text, reference, maxDistance, allowTranspositions, ignoreCase, output,
    examples: [
      Example(
        "Look-alike names", query: #"text:editDistance(target=name, reference="example.com", maxDistance=5)"#,
        events: #"{"name": "exmaple.com"}"#, yields: #"{"name": "exmaple.com", "_distance": "1"}"#)
    ])

  private let text: ExpressionReference
  private let reference: ExpressionReference
  private let distance: EditDistance
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    text = arguments[Self.text]
    reference = arguments[Self.reference]
    distance = EditDistance(
      most: arguments[Self.maxDistance], allowsSwaps: arguments[Self.allowTranspositions],
      ignoresCase: arguments[Self.ignoreCase])
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    guard let texts = try context.value(of: text, in: batch)?.asText(),
      let references = try context.value(of: reference, in: batch)?.asText()
    else { return nil }
    var values = [Int64](repeating: 0, count: batch.rowCount)
    var presence = RowMask(noneOf: batch.rowCount)
    let (left, right) = (texts.storage.span, references.storage.span)
    batch.mask.forEach { row in
      guard texts.isPresent(row), references.isPresent(row) else { return }
      presence[row] = true
      values[row] = Int64(
        distance.between(
          distance.scalars(of: left.extracting(texts.range(of: row))),
          distance.scalars(of: right.extracting(references.range(of: row)))))
    }
    return .integer(NumberColumn(values, presence: presence))
  }
}
