import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseJson(field)` turns JSON text into fields.
struct ParseJson: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the JSON text.", unnamed: true, default: "@rawstring")
  static let prefix = Parameter<String>("prefix", "Text before every name.", default: "")
  static let exclude = Parameter<[String]>("exclude", "Names to leave out, with everything that starts with them.", default: [])
  static let include = Parameter<[String]>("include", "Names to keep although they are left out.", default: [])
  static let excludeEmpty = Parameter<Bool>("excludeEmpty", "Whether empty texts are left out.", default: false)
  static let handleNull = Parameter<Null>("handleNull", "What becomes of null.", default: .keep)
  static let removePrefixes = Parameter<[String]>("removePrefixes", "Beginnings of names to take away.", default: [])

  static let spec = FunctionSpec(
    "parseJson", in: .parsing, kind: .transform,
    summary: "Turns JSON text into fields.",
    details: [
      "Nested names are joined by dots, and elements of arrays counted from 0.",
      "Numbers keep their text.",
      "Text that is no JSON leaves the event as it is, with @error=true.",
    ],
    parameters: field, prefix, exclude, include, excludeEmpty, handleNull, removePrefixes,
    examples: [
      Example(
        "Nested", query: "parseJson(body) | drop(body)", events: #"{"body": "{\"a\": {\"b\": 7.0}, \"c\": [true]}"}"#,
        yields: #"{"a.b": "7.0", "c[0]": "true"}"#)
    ])

  enum Null: String, ChoiceArgument { case keep, empty, discard }

  private let source: String
  private let before: String
  private let excluded: [String]
  private let included: [String]
  private let leavesEmptyOut: Bool
  private let null: Null
  private let removed: [String]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    before = arguments[Self.prefix]
    excluded = arguments[Self.exclude]
    included = arguments[Self.include]
    leavesEmptyOut = arguments[Self.excludeEmpty]
    null = arguments[Self.handleNull]
    removed = arguments[Self.removePrefixes]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [arguments[field].text], writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    let bytes = texts.storage.span
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard texts.isPresent(row) else { return }
      var found: [(name: String, value: [UInt8])] = []
      let isJSON = JSONFlattener.flatten(bytes.extracting(texts.range(of: row))) { path, value, isNull in
        if isNull, null == .discard { return }
        let value = isNull && null == .empty ? [] : value
        if leavesEmptyOut && value.isEmpty || !isWanted(path) { return }
        found.append((name(path), value))
      }
      if isJSON {
        for (name, value) in found { fields.set(name, at: row, value) }
      } else {
        fields.set("@error", at: row, Array("true".utf8))
        fields.set("@error_msg[0]", at: row, Array("parseJson: the text of \(source) is no JSON".utf8))
      }
    }
    fields.assign(to: &batch)
  }

  private func isWanted(_ path: String) -> Bool {
    !excluded.contains { path.hasPrefix($0) } || included.contains { path.hasPrefix($0) }
  }

  private func name(_ path: String) -> String {
    for prefix in removed where path.hasPrefix(prefix) { return before + path.dropFirst(prefix.count) }
    return before + path
  }
}
