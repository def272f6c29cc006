import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseUrl(field)` cuts a URL into its parts.
struct ParseUrl: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the URL.", unnamed: true, default: "url")
  static let output = Parameter<OutputName?>("as", "Stands before the names of the parts; the field when left out.", default: nil)

  static let spec = FunctionSpec(
    "parseUrl", in: .parsing, kind: .transform,
    summary: "Cuts a URL into scheme, username, password, host, port, path, query and fragment.",
    details: [
      "Parts stay as they are written; those that are not there make no field.",
      "What is no URL, or names no host, leaves the event as it is.",
    ],
    parameters: field, output,
    examples: [
      Example(
        "Host and path", query: "parseUrl(url) | select([url.host, url.path])",
        events: #"{"url": "https://shop.example.com/a?b=1"}"#,
        yields: #"{"url.host": "shop.example.com", "url.path": "/a"}"#)
    ])

  private let source: String
  private let prefix: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    prefix = arguments[Self.output]?.text ?? source
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let source = arguments[field].text
    let prefix = arguments[output]?.text ?? source
    return FieldEffects(reads: [source], writes: URIParts.names.map { "\(prefix).\($0)" })
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard let text = texts.string(at: row), let parts = URIParts(text), parts.host != nil else { return }
      for part in parts.fields { fields.set("\(prefix).\(part.name)", at: row, part.value.utf8) }
    }
    fields.assign(to: &batch)
  }
}
