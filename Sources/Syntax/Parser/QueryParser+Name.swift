import MartletDiagnostics

/// What a name is for.
enum NameRole {
  case field, target
}

extension QueryParser {
  /// Reads a name: bare, quoted, or in backticks as the target of an assignment.
  mutating func parseName(role: NameRole) -> Name? {
    switch lexer.byte {
    case UInt8(ascii: "\""):
      let string = parseString()
      return Name(text: string.value, raw: string.raw, form: .quoted, range: string.range)
    case UInt8(ascii: "`"):
      return parseDynamicName(role: role)
    default:
      guard lexer.isAtPattern else { return nil }
      return name(of: lexer.scanHead())
    }
  }

  /// A word as a name; one with characters that need quotes is reported.
  mutating func name(of range: SourceRange) -> Name {
    let text = lexer.text(range)
    if !lexer.isName(range) { report(.nameNeedsQuotes(text, at: range)) }
    return Name(text: text, raw: text, form: .bare, range: range)
  }

  private mutating func parseDynamicName(role: NameRole) -> Name? {
    let start = lexer.offset
    lexer.skipDynamicName()
    let whole = range(from: start)
    let raw = lexer.text(whole)
    guard raw.utf8.count > 2, raw.hasSuffix("`") else {
      report(.brokenDynamicName(at: whole))
      return nil
    }
    if role != .target { report(.misplacedDynamicName(raw, at: whole)) }
    return Name(text: String(raw.dropFirst().dropLast()), raw: raw, form: .dynamic, range: whole)
  }
}

extension Diagnostic {
  static func nameNeedsQuotes(_ name: String, at range: SourceRange) -> Diagnostic {
    let quoted = StringLiteral.quoted(name)
    let computes = name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "+") }
    return Diagnostic(
      "name-needs-quotes", .error, "the field name '\(name)' needs quotes", at: range,
      help: "Names with '-', '+', ':', '*' or '/' are quoted, as in '\(quoted)=*'"
        + (computes ? "; to compare a result write 'test(\(name) > 100)'." : "."),
      fixIts: [FixIt("put the name in quotes", replacing: range, with: quoted)])
  }

  fileprivate static func brokenDynamicName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "the backtick is not closed around a name", at: range,
      help: "Write '`key` := value' to store under the name that the field 'key' holds.")
  }

  fileprivate static func misplacedDynamicName(_ raw: String, at range: SourceRange) -> Diagnostic {
    let name = String(raw.dropFirst().dropLast())
    return Diagnostic(
      "splunk-habit", .error, "\(raw) is Splunk's way to call a macro", at: range,
      help: "Call a saved query with '$\(name)()'; backticks only stand left of ':=', as in '`key` := value'.",
      fixIts: [FixIt("call the saved query '$\(name)()'", replacing: range, with: "$\(name)()")])
  }
}
