import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `kvParse(field)` finds `key=value` pairs in a text.
struct KVParse: TransformFunction {
  static let field = Parameter<[FieldName]>("field", "Field or fields to read.", unnamed: true, default: ["@rawstring"])
  static let output = Parameter<String>("as", "Text before every name, with a dot.", default: "")
  static let prefix = Parameter<String>("prefix", "The same as as.", default: "")
  static let excludeEmpty = Parameter<Bool>("excludeEmpty", "Whether empty values are left out.", default: false)
  static let onDuplicate = Parameter<Duplicate>("onDuplicate", "Which of several values of a key counts.", default: .keepLast)
  static let override = Parameter<Bool>("override", "Whether fields the event already has are written.", default: false)
  static let separator = Parameter<String>("separator", "What stands between key and value.", default: "=")
  static let padding = Parameter<Padding>("separatorPadding", "Whether blanks may stand around the separator.", default: .unknown)

  static let spec = FunctionSpec(
    "kvParse", in: .parsing, kind: .transform,
    summary: "Finds key=value pairs in a text and makes fields of them.",
    details: [
      "Values in quotes may hold blanks; others end at a blank or a comma.",
      "A field the event already has stays, unless override=true.",
    ],
    parameters: field, output, prefix, excludeEmpty, onDuplicate, override, separator, padding,
    examples: [
      Example(
        "A firewall line", query: "kvParse(line) | drop(line)",
        events: #"{"line": "action=deny src=10.0.0.7, note=\"no route\" end"}"#,
        yields: #"{"action": "deny", "src": "10.0.0.7", "note": "no route"}"#)
    ])

  enum Duplicate: String, ChoiceArgument { case keepFirst, keepLast }
  enum Padding: String, ChoiceArgument { case no, unknown, yes }

  private let sources: [String]
  private let before: String
  private let leavesEmptyOut: Bool
  private let duplicate: Duplicate
  private let overrides: Bool
  private let reader: PairReader

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    sources = arguments[Self.field].map(\.text)
    let name = arguments[Self.output].isEmpty ? arguments[Self.prefix] : arguments[Self.output]
    before = name.isEmpty ? "" : name + "."
    leavesEmptyOut = arguments[Self.excludeEmpty]
    duplicate = arguments[Self.onDuplicate]
    overrides = arguments[Self.override]
    let separator = arguments.located(Self.separator)
    guard separator.value.unicodeScalars.count == 1 else { throw .notOneCharacter(separator.value, at: separator.range) }
    reader = PairReader(separator: Array(separator.value.utf8), padding: arguments[Self.padding])
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    // What the event already has decides what is written.
    FieldEffects(reads: arguments[override] ? .only(arguments[field].map(\.text)) : .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    if !overrides { try batch.materialiseForOutput() }
    var fields = RowFields(rowCount: batch.rowCount)
    let columns = sources.compactMap { batch[$0]?.asText() }
    batch.mask.forEach { row in
      var seen: Set<String> = []
      for texts in columns where texts.isPresent(row) {
        for (key, value) in reader.pairs(in: Array(texts.storage[texts.range(of: row)])) {
          if leavesEmptyOut && value.isEmpty || duplicate == .keepFirst && !seen.insert(key).inserted { continue }
          let name = before + key
          if !overrides, batch[name]?.isPresent(row) == true { continue }
          fields.set(name, at: row, value)
        }
      }
    }
    fields.assign(to: &batch)
  }
}

/// Reads pairs from a text.
struct PairReader: Sendable {
  let separator: [UInt8]
  let padding: KVParse.Padding

  func pairs(in text: [UInt8]) -> [(key: String, value: [UInt8])] {
    var pairs: [(key: String, value: [UInt8])] = []
    var index = 0
    while index < text.count {
      while index < text.count, Self.isBreak(text[index]) { index += 1 }
      guard let key = token(text, &index, stopsAtSeparator: true), !key.isEmpty else {
        index += 1
        continue
      }
      let afterKey = index
      let blanksBefore = skipBlanks(text, &index)
      guard stands(text, index) else {
        index = max(afterKey, index)
        continue
      }
      index += separator.count
      let afterSeparator = index
      let blanksAfter = skipBlanks(text, &index)
      let value: [UInt8]
      if blanksAfter, padding == .no || (padding == .unknown && !blanksBefore) {
        // Blanks that do not belong to the separator end an empty value.
        index = afterSeparator
        value = []
      } else {
        let start = index
        value = token(text, &index, stopsAtSeparator: false) ?? []
        if padding == .yes, beginsPair(text, from: index) {
          // What looks like the value is the next key.
          index = start
          pairs.append((String(decoding: key, as: UTF8.self), []))
          continue
        }
      }
      pairs.append((String(decoding: key, as: UTF8.self), value))
    }
    return pairs
  }

  /// Whether blanks and a separator follow.
  private func beginsPair(_ text: [UInt8], from index: Int) -> Bool {
    var index = index
    return skipBlanks(text, &index) && stands(text, index)
  }

  /// A quoted text, or bytes up to a blank, a comma or the separator.
  private func token(_ text: [UInt8], _ index: inout Int, stopsAtSeparator: Bool) -> [UInt8]? {
    guard index < text.count else { return nil }
    let quote = text[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = text[(index + 1)...].firstIndex(of: quote)
    {
      defer { index = end + 1 }
      return Array(text[(index + 1)..<end])
    }
    let start = index
    while index < text.count, !Self.isBreak(text[index]), !(stopsAtSeparator && stands(text, index)) { index += 1 }
    return Array(text[start..<index])
  }

  private func stands(_ text: [UInt8], _ index: Int) -> Bool {
    !separator.isEmpty && text[min(index, text.count)...].starts(with: separator)
  }

  /// Whether there were any.
  private func skipBlanks(_ text: [UInt8], _ index: inout Int) -> Bool {
    let start = index
    while index < text.count, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
    return index > start
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: ",") }
}

extension Diagnostic {
  static func notOneCharacter(_ text: String, at range: SourceRange) -> Self {
    Diagnostic("argument-type", "'\(text)' is not one character", at: range, help: "Write a single one, such as \";\".")
  }
}
