import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `text:editDistanceAsArray(target=…, references=[…], maxDistance=…)`: how far a text is from several others.
struct TextEditDistanceAsArray: TransformFunction {
  static let text = Parameter<ExpressionReference>("target", "Text to judge.", unnamed: true)
  static let references = Parameter<[ExpressionReference]>("references", "Texts to compare with.")
  static let maxDistance = Parameter<Int>("maxDistance", "Larger distances are given as this one.", bounds: 1...100)
  static let allowTranspositions = Parameter<Bool>(
    "allowTranspositions", "Whether a swap of two neighbours is one edit.", default: true)
  static let ignoreCase = Parameter<Bool>("ignoreCase", "Whether upper and lower case count as equal.", default: false)
  static let asArray = Parameter<ArrayName>("asArray", "Array to write.", default: ArrayName(prefix: "_distance"))

  static let spec = FunctionSpec(
    "text:editDistanceAsArray", in: .string, kind: .transform,
    summary: "Counts the edits between a text and each of several others.",
    details: ["Each element has the members reference and distance; split() makes an event of each."],
    parameters: text, references, maxDistance, allowTranspositions, ignoreCase, asArray,
    examples: [
      Example(
        "Two names", query: #"text:editDistanceAsArray(target=n, references=["abd", "xyz"], maxDistance=5) | drop(n)"#,
        events: #"{"n": "abc"}"#,
        yields: """
          {"_distance[0].reference": "abd", "_distance[0].distance": "1", "_distance[1].reference": "xyz", \
          "_distance[1].distance": "3"}
          """)
    ])

  private let text: ExpressionReference
  private let references: [ExpressionReference]
  private let distance: EditDistance
  private let array: ArrayName

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    text = arguments[Self.text]
    references = arguments[Self.references]
    distance = EditDistance(
      most: arguments[Self.maxDistance], allowsSwaps: arguments[Self.allowTranspositions],
      ignoresCase: arguments[Self.ignoreCase])
    array = arguments[Self.asArray]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let prefix = arguments[asArray].prefix
    let writes = arguments[references].indices.flatMap { ["\(prefix)[\($0)].reference", "\(prefix)[\($0)].distance"] }
    return FieldEffects(reads: [], writes: writes)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = try context.value(of: text, in: batch)?.asText() else { return }
    var others: [TextColumn] = []
    for reference in references {
      others.append((try context.value(of: reference, in: batch) ?? .missing(count: batch.rowCount)).asText())
    }
    var fields = RowFields(rowCount: batch.rowCount)
    let bytes = texts.storage.span
    batch.mask.forEach { row in
      guard texts.isPresent(row) else { return }
      let scalars = distance.scalars(of: bytes.extracting(texts.range(of: row)))
      var index = 0
      for other in others where other.isPresent(row) {
        let range = other.range(of: row)
        let value = distance.between(scalars, distance.scalars(of: other.storage.span.extracting(range)))
        fields.set("\(array.prefix)[\(index)].reference", at: row, other.storage[range])
        fields.set("\(array.prefix)[\(index)].distance", at: row, String(value).utf8)
        index += 1
      }
    }
    fields.assign(to: &batch)
  }
}
