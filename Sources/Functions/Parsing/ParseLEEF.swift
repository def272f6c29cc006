import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseLEEF(field)` reads a message in the Log Event Extended Format.
struct ParseLEEF: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the message.", unnamed: true, default: "@rawstring")
  static let delimiter = Parameter<String>(
    "delimiter", "Character between pairs in LEEF 1.0; LEEF 2.0 names its own.", default: "\t")
  static let headerprefix = Parameter<String>("headerprefix", "Stands before the names of the header.", default: "leef.")
  static let prefix = Parameter<String>("prefix", "Stands before the names of the extension.", default: "leef.ext.")
  static let keeplabels = Parameter<Bool>("keeplabels", "Whether values with a label also keep their keys.", default: false)
  static let labelprefix = Parameter<String>(
    "labelprefix", "Stands before the labels that name values.", default: "leef.label.")
  static let parsetime = Parameter<Bool>("parsetime", "Whether devTime sets @timestamp.", default: true)
  static let timezone = Parameter<TimeZoneName>("timezone", "Zone of a devTime that names none.", default: .utc)

  static let spec = FunctionSpec(
    "parseLEEF", in: .parsing, kind: .transform,
    summary: "Reads the header and the extension of a message in the Log Event Extended Format.",
    details: [
      "Versions 1.0 and 2.0 are read, and LEEF:0, whose pairs are those of CEF; other texts leave the event as it is.",
      "What stands before 'LEEF:' is passed over.",
      "devTime is read by devTimeFormat, or as epoch milliseconds.",
    ],
    parameters: field, delimiter, headerprefix, prefix, keeplabels, labelprefix, parsetime, timezone,
    examples: [
      Example(
        "A switch's message", query: "parseLEEF(m) | select([leef.event_id, leef.ext.act])",
        events: #"{"m": "LEEF:2.0|Acme|SW|1.0|41|^|src=10.0.0.7^act=denied a Y"}"#,
        yields: #"{"leef.event_id": "41", "leef.ext.act": "denied a Y"}"#)
    ])

  private static let header = ["version", "device.vendor", "device.product", "device.version", "event_id"]

  private let source: String
  private let delimiter: Character
  private let headerPrefix: String
  private let prefix: String
  private let keepsLabels: Bool
  private let labelPrefix: String
  private let readsTime: Bool
  private let zone: TimeZoneName

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    let text = arguments.located(Self.delimiter)
    guard text.value.count == 1, let character = text.value.first else {
      throw .badLEEFDelimiter(text.value, at: text.range)
    }
    delimiter = character
    headerPrefix = arguments[Self.headerprefix]
    prefix = arguments[Self.prefix]
    keepsLabels = arguments[Self.keeplabels]
    labelPrefix = arguments[Self.labelprefix]
    readsTime = arguments[Self.parsetime]
    zone = arguments[Self.timezone]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: [arguments[field].text], writes: header.map { arguments[headerprefix] + $0 }, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    let rules = context.zone(zone)
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard let text = texts.string(at: row), let message = Self.message(in: text) else { return }
      guard let (parts, rest) = CEFExtension.header(message, count: Self.header.count) else { return }
      for (name, value) in zip(Self.header, parts) { fields.set(headerPrefix + name, at: row, value.utf8) }
      let pairs = pairs(of: rest, version: parts[0])
      let (plain, labelled) =
        parts[0].hasPrefix("2") ? (pairs, []) : CEFExtension.labelled(pairs, keepsLabels: keepsLabels)
      for (key, value) in plain { fields.set(prefix + key, at: row, value.utf8) }
      for (label, value) in labelled { fields.set(labelPrefix + label, at: row, value.utf8) }
      if readsTime, let time = Self.time(of: pairs, rules, context.environment) {
        fields.set("@timestamp", at: row, String(time).utf8)
      }
    }
    fields.assign(to: &batch)
  }

  /// What follows the first `LEEF:` that a version behind it makes the start of a message.
  private static func message(in text: String) -> Substring? {
    var rest = text[...]
    while let start = rest.firstRange(of: "LEEF:") {
      rest = rest[start.upperBound...]
      if ["1.0|", "2.0|", "0|"].contains(where: { rest.hasPrefix($0) }) { return rest }
    }
    return nil
  }

  private func pairs(of text: Substring, version: String) -> [(key: String, value: String)] {
    var rest = text
    var separator = delimiter
    if version.hasPrefix("2"), let bar = rest.firstIndex(of: "|") {
      let named = rest[..<bar]
      rest = rest[rest.index(after: bar)...]
      separator = Self.character(named) ?? "\t"
    } else if version.hasPrefix("0") {
      return CEFExtension.pairs(rest)
    }
    return rest.split(separator: separator).compactMap { pair in
      guard let equals = pair.firstIndex(of: "=") else { return nil }
      return (String(pair[..<equals].trimmed), String(pair[pair.index(after: equals)...]))
    }
  }

  /// `^`, `x09` or `0x09`.
  private static func character(_ text: Substring) -> Character? {
    if text.count == 1 { return text.first }
    let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text.hasPrefix("x") ? text.dropFirst() : ""
    return UInt32(digits, radix: 16).flatMap { Unicode.Scalar($0) }.map { Character($0) }
  }

  private static func time(of pairs: [(key: String, value: String)], _ zone: TimeZoneRules, _ environment: QueryEnvironment)
    -> Int64?
  {
    guard let text = pairs.first(where: { $0.key == "devTime" })?.value else { return nil }
    guard let format = pairs.first(where: { $0.key == "devTimeFormat" })?.value else { return Int64(text) }
    return TimePattern(format, ignoresCase: true)?
      .read(Array(text.utf8), zone: nil, fallback: zone, now: environment.now, findZone: environment.findZone)?.instant
  }
}

extension Diagnostic {
  fileprivate static func badLEEFDelimiter(_ text: String, at range: SourceRange) -> Self {
    Diagnostic("argument-type", "'\(text)' is not one character", at: range, help: "Write a delimiter such as \"^\".")
  }
}
