import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseJson(field)` turns JSON text into fields.
struct ParseJson: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the JSON text.", unnamed: true, default: "@rawstring")
  static let prefix = Parameter<String>("prefix", "Text before every name.", default: "")
  static let exclude = Parameter<[String]>("exclude", "Names to leave out, with all that start with them; [*] stands for every element.", default: [])
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
  private let excluded: [JSONPath]
  private let included: [JSONPath]
  private let leavesEmptyOut: Bool
  private let null: Null
  private let removed: [String]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    before = arguments[Self.prefix]
    excluded = arguments[Self.exclude].map { JSONPath($0) }
    included = arguments[Self.include].map { JSONPath($0) }
    leavesEmptyOut = arguments[Self.excludeEmpty]
    null = arguments[Self.handleNull]
    // The longest that fits is taken away.
    removed = arguments[Self.removePrefixes].sorted { $0.utf8.count > $1.utf8.count }
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
        if leavesEmptyOut && value.isEmpty || !isWanted(before + path) { return }
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
    !excluded.contains { $0.begins(path) } || included.contains { $0.begins(path) }
  }

  private func name(_ path: String) -> String {
    for prefix in removed where path.hasPrefix(prefix) { return before + path.dropFirst(prefix.count) }
    return before + path
  }
}

/// The beginning of names: `a.b`, or `a[*].b` for that of every element.
private struct JSONPath: Sendable {
  private let parts: [[UInt8]]

  init(_ text: String) {
    var parts: [[UInt8]] = [[]]
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "["), rest.starts(with: [UInt8(ascii: "*"), UInt8(ascii: "]")]) {
        rest = rest.dropFirst(2)
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    self.parts = parts
  }

  func begins(_ name: String) -> Bool {
    var rest = Array(name.utf8)[...]
    for (number, part) in parts.enumerated() {
      if number > 0 {
        let digits = rest.dropFirst().prefix { $0 &- 0x30 < 10 }.count
        guard rest.first == UInt8(ascii: "["), digits > 0, rest.dropFirst(1 + digits).first == UInt8(ascii: "]")
        else { return false }
        rest = rest.dropFirst(digits + 2)
      }
      guard rest.starts(with: part) else { return false }
      rest = rest.dropFirst(part.count)
    }
    return true
  }
}
