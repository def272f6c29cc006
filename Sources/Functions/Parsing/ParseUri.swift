import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseUri(field)` cuts a URI, or a part of one, into its parts.
struct ParseUri: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the URI.", unnamed: true)
  static let defaultBase = Parameter<String?>(
    "defaultBase", "What a text without an authority starts with: // or a scheme such as https://.", default: nil)
  static let prefix = Parameter<String?>("prefix", "Stands before the names of the parts; the field when left out.", default: nil)

  static let spec = FunctionSpec(
    "parseUri", in: .parsing, kind: .transform,
    summary: "Cuts a URI into scheme, username, password, host, port, path, query and fragment.",
    details: [
      "Parts stay as they are written; those that are not there make no field.",
      "Without defaultBase 'example.com:80/a' has the scheme example.com; other texts without an authority stay unread.",
    ],
    parameters: field, defaultBase, prefix,
    examples: [
      Example(
        "Only a host and a port", query: #"parseUri(peer, defaultBase="//") | select([peer.host, peer.port])"#,
        events: #"{"peer": "db.example.com:5432"}"#, yields: #"{"peer.host": "db.example.com", "peer.port": "5432"}"#)
    ])

  private let source: String
  private let base: String?
  private let before: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    base = arguments[Self.defaultBase]
    before = arguments[Self.prefix] ?? source
    if let base, !Self.isBase(base) { throw .badBase(base, at: arguments.located(Self.defaultBase).range) }
    if before.isEmpty { throw .emptyPrefix(at: arguments.located(Self.prefix).range) }
  }

  /// `//`, or a scheme and `://`.
  private static func isBase(_ text: String) -> Bool {
    guard let parts = URIParts(text + "host"), parts.host == "host" else { return false }
    return text == "//" || text == "\(parts.scheme ?? "")://"
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let source = arguments[field].text
    let before = arguments[prefix] ?? source
    return FieldEffects(reads: [source], writes: URIParts.names.map { "\(before).\($0)" })
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard let text = texts.string(at: row) else { return }
      let isWhole = URIParts(text)?.host != nil
      guard let parts = URIParts(isWhole ? text : (base ?? "") + text), base != nil || isWhole || parts.isHostAndPort else {
        return
      }
      for part in parts.fields { fields.set("\(before).\(part.name)", at: row, part.value.utf8) }
    }
    fields.assign(to: &batch)
  }
}

extension URIParts {
  /// `host:port` without a scheme, which reads as a scheme and a path that starts with digits.
  fileprivate var isHostAndPort: Bool {
    let digits = path.prefix { $0.isASCII && $0.isNumber }
    return scheme != nil && host == nil && !digits.isEmpty && (digits.count == path.count || path.dropFirst(digits.count).first == "/")
  }
}

extension Diagnostic {
  fileprivate static func badBase(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'\(text)' cannot stand before a text without an authority", at: range,
      help: "Write \"//\", or a scheme such as \"https://\".")
  }

  fileprivate static func emptyPrefix(at range: SourceRange) -> Self {
    Diagnostic("argument-type", "'prefix' cannot be empty", at: range, help: "Leave it out for the name of the field.")
  }
}
