import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `replace("regex", with="…", field=…)` replaces every match of a regex.
struct Replace: ValueFunction {
  static let regex = Parameter<String>("regex", "Regex whose matches are replaced, as a text.", unnamed: true)
  static let field = Parameter<FieldName>("field", "Field to change.", default: "@rawstring")
  static let with = Parameter<String>("with", "Text to put in; $1 and ${name} stand for groups.", default: "")
  static let replacement = Parameter<String>("replacement", "Text to put in.", default: "", deprecated: "Write with=.")
  static let output = Parameter<OutputName?>("as", "Field to write; the input field when left out.", default: nil)
  static let flags = Parameter<String>("flags", "Letters i, m and d.", default: "m")

  static let spec = FunctionSpec(
    "replace", in: .string, kind: .transform,
    summary: "Replaces every match of a regex in a field.",
    details: ["Without a match the value stays as it is."],
    parameters: regex, field, with, replacement, output, flags,
    examples: [
      Example(
        "Hide digits", query: #"replace("\\d+", with="N", field=path)"#, events: #"{"path": "/users/17/keys/4"}"#,
        yields: #"{"path": "/users/N/keys/N"}"#),
      Example(
        "Turn around", query: #"replace("(\\w+)@(\\w+)", with="$2: $1", field=user, as=who)"#,
        events: #"{"user": "ida@lab"}"#, yields: #"{"user": "ida@lab", "who": "lab: ida"}"#),
    ])

  private let pattern: Regex
  private let source: String
  private let template: ReplacementTemplate
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    pattern = try RegexText.compile(
      arguments.located(Self.regex), flags: arguments.located(Self.flags), captures: .all,
      everyMatch: "Every match is replaced anyway: leave 'g' out.")
    source = arguments[Self.field].text
    let text = arguments.isWritten(Self.replacement) ? arguments[Self.replacement] : arguments[Self.with]
    template = ReplacementTemplate(text, names: pattern.captureNames)
    target = arguments[Self.output]?.text ?? source
  }

  static func advice(on arguments: BoundArguments) -> [Diagnostic] {
    let text = arguments.isWritten(replacement) ? arguments.located(replacement) : arguments.located(with)
    guard let regex = try? Regex(arguments[regex]),
      let group = ReplacementTemplate(text.value, names: []).groups.first(where: { $0 > regex.groupCount })
    else { return [] }
    return [.noSuchGroup(group, of: regex.groupCount, at: text.range)]
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    var match = pattern.makeMatch()
    let result = batch[source]?.mapText(in: batch.mask) { text, output in
      var end = 0
      var isFound = pattern.firstMatch(in: text, into: &match)
      while isFound {
        for index in end..<match.range.lowerBound { output.append(text[index]) }
        template.append(to: &output, text, pattern, match)
        end = match.range.upperBound
        isFound = pattern.nextMatch(in: text, after: &match)
      }
      for index in end..<text.count { output.append(text[index]) }
      return true
    }
    try pattern.checkLimit()
    return result
  }
}

/// A replacement text: literal parts and references to groups.
struct ReplacementTemplate: Sendable {
  private enum Part: Sendable {
    case text([UInt8])
    case group(Int)
    case named(Int)
  }

  private var parts: [Part] = []

  /// `$1`, `${name}`; `\\$` is a dollar sign.
  init(_ text: String, names: [String]) {
    var literal: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    func isDigit(_ offset: Int) -> Bool { offset < bytes.count && bytes[offset] &- 0x30 < 10 }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, [UInt8(ascii: "$"), UInt8(ascii: "\\")].contains(bytes[index + 1]) {
        literal.append(bytes[index + 1])
        index += 2
      } else if bytes[index] == UInt8(ascii: "$"), isDigit(index + 1) {
        parts.append(.text(literal))
        literal = []
        parts.append(.group(Int(bytes[index + 1] &- 0x30)))
        index += 2
      } else if bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{"),
        let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")),
        let name = names.firstIndex(of: String(decoding: bytes[(index + 2)..<close], as: UTF8.self))
      {
        parts.append(.text(literal))
        literal = []
        parts.append(.named(name))
        index = close + 1
      } else {
        literal.append(bytes[index])
        index += 1
      }
    }
    parts.append(.text(literal))
  }

  /// The numbers of the groups it refers to.
  var groups: [Int] {
    parts.compactMap { if case .group(let number) = $0 { number } else { nil } }
  }

  func append(to output: inout [UInt8], _ text: Span<UInt8>, _ regex: Regex, _ match: RegexMatch) {
    for part in parts {
      let range: Range<Int>?
      switch part {
      case .text(let bytes):
        output.append(contentsOf: bytes)
        continue
      case .group(0): range = match.range
      case .group(let number): range = number <= regex.groupCount ? regex.group(number, of: match) : nil
      case .named(let name): range = regex.capture(name, of: match)
      }
      for index in range ?? 0..<0 { output.append(text[index]) }
    }
  }
}

extension Diagnostic {
  fileprivate static func noSuchGroup(_ number: Int, of count: Int, at range: SourceRange) -> Self {
    let groups = count == 0 ? "no group" : count == 1 ? "one group" : "\(count) groups"
    return Diagnostic(
      "no-such-group", .warning, "'$\(number)' stands for a group, and the regex has \(groups): it puts nothing in",
      at: range, help: "Put parentheses around the part to keep, or write '\\\\$\(number)' for a dollar sign.")
  }
}
