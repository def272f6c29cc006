import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseXml(field)` reads XML into fields.
struct ParseXml: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the XML.", unnamed: true, default: "@rawstring")
  static let prefix = Parameter<String>("prefix", "Stands before the names of the fields.", default: "")
  static let strict = Parameter<Bool>("strict", "Whether events are dropped whose text is no XML.", default: false)

  static let spec = FunctionSpec(
    "parseXml", in: .parsing, kind: .transform,
    summary: "Reads XML into a field for each element that has a text, and for each attribute.",
    details: [
      "Names are the path from the root; of several elements of one name each has a number: list.item[0], list.item[1].",
      "A text that is no XML leaves the event as it is, with @error=true, or drops it where strict=true.",
      "Document types with declarations are refused, and no entity is expanded but the five of XML.",
    ],
    parameters: field, prefix, strict,
    examples: [
      Example(
        "A setting", query: "parseXml(x) | drop(x)", events: #"{"x": "<task><hidden>true</hidden></task>"}"#,
        yields: #"{"task.hidden": "true"}"#)
    ])

  private let source: String
  private let before: String
  private let isStrict: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    before = arguments[Self.prefix]
    isStrict = arguments[Self.strict]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [arguments[field].text], writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    var fields = RowFields(rowCount: batch.rowCount)
    var dropped: [Int] = []
    batch.mask.forEach { row in
      guard texts.isPresent(row) else { return }
      if let events = XMLReader.events(in: Array(texts.storage[texts.range(of: row)])) {
        for (name, value) in XMLFields.fields(of: events) { fields.set(before + name, at: row, value.utf8) }
      } else if isStrict {
        dropped.append(row)
      } else {
        fields.set("@error", at: row, "true".utf8)
        fields.set("@error_msg[0]", at: row, "parseXml: the text of \(source) is no XML".utf8)
      }
    }
    fields.assign(to: &batch)
    for row in dropped { batch.mask[row] = false }
  }
}
