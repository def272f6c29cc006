import MartletDiagnostics

extension QueryParser {
  /// `$name(…)` or `$"package/name"(…)`.
  mutating func parseSavedQuery() -> SavedQueryCall {
    let start = lexer.offset
    lexer.offset += 1
    let name: Name
    if lexer.byte == UInt8(ascii: "\"") {
      let string = parseString()
      name = Name(text: string.value, raw: string.raw, form: .quoted, range: string.range)
    } else {
      let word = lexer.scanPattern()
      name = Name(text: lexer.text(word), raw: lexer.text(word), form: .bare, range: word)
    }
    if name.text.isEmpty { report(.savedQueryWithoutName(at: range(from: start))) }
    let gap = lexer.offset
    lexer.skipTrivia()
    guard lexer.byte == UInt8(ascii: "(") else {
      lexer.offset = gap
      if !name.text.isEmpty { report(.savedQueryWithoutParentheses(source[range(from: start)], at: range(from: start))) }
      return SavedQueryCall(name: name, arguments: [], range: range(from: start))
    }
    let arguments = parseArguments(of: source[SourceRange(start, gap)]) { $0.parseSavedQueryArgument() }
    return SavedQueryCall(name: name, arguments: arguments, range: range(from: start))
  }

  /// `name=value`, where an unquoted value is text and not an expression.
  private mutating func parseSavedQueryArgument() -> Argument {
    let name = passArgumentName()
    if name == nil {
      let value = parseExpression()
      report(.savedQueryArgumentWithoutName(source[value.range], at: value.range))
      return Argument(name: nil, value: value)
    }
    switch lexer.byte {
    case UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: "'"):
      return Argument(name: name, value: parseExpression())
    default:
      guard lexer.isAtPattern || lexer.byte == UInt8(ascii: "/") else {
        report(.argumentWithoutValue(name?.value ?? "", found: foundText(), at: unexpectedText()))
        return Argument(name: name, value: .error(SourceRange(at: lexer.offset)))
      }
      return Argument(name: name, value: parseBareArgument())
    }
  }

  private mutating func parseBareArgument() -> Expression {
    let start = lexer.offset
    if lexer.byte == UInt8(ascii: "/") { lexer.offset += 1 }
    _ = lexer.scanHead()
    let word = range(from: start)
    let text = lexer.text(word)
    reviewRegexArgument(text, at: word)
    if text == "true" || text == "false" { return .boolean(Located(text == "true", at: word)) }
    if let number = NumberLiteral.value(of: text) { return .number(NumberLiteral(value: number, raw: text, range: word)) }
    if lexer.isName(word) { return .word(Name(text: text, raw: text, form: .bare, range: word)) }
    return .pattern(TextPattern(text: text, raw: text, isQuoted: false, range: word))
  }
}

extension QueryParser {
  /// `/gen/i` as an argument, which is text and no regex.
  private mutating func reviewRegexArgument(_ text: String, at range: SourceRange) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty, !parts[1].isEmpty, parts[2].allSatisfy({ "dgimFs".contains($0) }) else { return }
    report(.regexAsSavedQueryArgument(text, String(parts[1]), at: range))
  }
}

extension Diagnostic {
  fileprivate static func regexAsSavedQueryArgument(_ text: String, _ body: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "misplaced-regex", .warning, "the argument of a saved query is text, and '\(text)' is no regex there", at: range,
      help: "Write a pattern, as in '\"*\(body)*\"', or quote the text if the slashes are meant.")
  }

  fileprivate static func savedQueryWithoutName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-name", .error, "'$' calls a saved query, and its name is missing", at: range,
      help: "Write '$name()' or '$\"package/name\"()'.")
  }

  fileprivate static func savedQueryWithoutParentheses(_ call: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-parentheses", .error, "the call of the saved query '\(call)' needs parentheses", at: range,
      help: "Write '\(call)()'.", fixIts: [FixIt("insert '()'", inserting: "()", at: range.upperBound)])
  }

  fileprivate static func savedQueryArgumentWithoutName(_ value: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-name", .error, "the arguments of a saved query are named, and '\(value)' has no name", at: range,
      help: "Write '$enrich(field=aid)'.")
  }
}
