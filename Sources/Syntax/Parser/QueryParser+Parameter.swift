import MartletDiagnostics

extension QueryParser {
  /// `?name`, `?"name"` or `?{name=default}`.
  ///
  /// A name may hold `-`. In an expression that is also minus, so there it belongs to the name only between letters.
  mutating func parseParameter(inExpression: Bool) -> Parameter? {
    let start = lexer.offset
    lexer.offset += 1
    let isBraced = lexer.byte == UInt8(ascii: "{")
    if isBraced {
      lexer.offset += 1
      lexer.skipTrivia()
    }
    let name: String
    if lexer.byte == UInt8(ascii: "\"") {
      name = parseString().value
    } else {
      name = lexer.text(lexer.scanParameterName(inExpression: inExpression && !isBraced))
    }
    guard !name.isEmpty else {
      if isBraced { passBrace() }
      report(.parameterWithoutName(at: range(from: start)))
      return nil
    }
    var defaultValue: TextPattern?
    if isBraced {
      lexer.skipTrivia()
      if lexer.byte == UInt8(ascii: "=") {
        lexer.offset += 1
        lexer.skipTrivia()
        defaultValue = parseDefault()
      }
      lexer.skipTrivia()
      if lexer.byte == UInt8(ascii: "}") {
        lexer.offset += 1
      } else {
        report(.parameterNotClosed(name, at: range(from: start)))
        passBrace()
      }
    }
    let whole = range(from: start)
    return Parameter(name: name, defaultValue: defaultValue, raw: source[whole], range: whole)
  }

  /// The default of a parameter; nothing after the `=` is an empty default.
  private mutating func parseDefault() -> TextPattern? {
    if lexer.byte == UInt8(ascii: "\"") {
      let string = parseString()
      return TextPattern(text: string.value, raw: string.raw, isQuoted: true, range: string.range)
    }
    let word = lexer.scanPattern()
    let text = lexer.text(word)
    return TextPattern(text: text, raw: text, isQuoted: false, range: word)
  }

  /// On to the brace that closes a parameter, on the same line.
  private mutating func passBrace() {
    let end = lexer.lineEnd
    while lexer.offset < end, lexer.byte != UInt8(ascii: "}"), lexer.byte != UInt8(ascii: "|") { lexer.offset += 1 }
    if lexer.byte == UInt8(ascii: "}") { lexer.offset += 1 }
  }
}

extension Lexer {
  fileprivate mutating func scanParameterName(inExpression: Bool) -> SourceRange {
    let start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "-") {
        let next = self.byte(after: 1)
        guard CharacterClass.isLetter(next) || (!inExpression && CharacterClass.isDigit(next)) else { break }
        offset += 1
      } else if CharacterClass.isLetter(byte) || CharacterClass.isDigit(byte) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "#")
      {
        offset += 1
      } else if byte >= 0x80, isAtName {
        offset += CharacterClass.length(in: bytes, at: offset)
      } else {
        break
      }
    }
    return SourceRange(start, offset)
  }
}

extension Diagnostic {
  fileprivate static func parameterWithoutName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-name", .error, "'?' begins a parameter, and its name is missing", at: range,
      help: "Write '?user' or '?{user=\"*\"}'; a wildcard for one character does not exist, use a regex for it.")
  }

  fileprivate static func parameterNotClosed(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unclosed-bracket", .error, "the parameter '\(name)' is not closed with '}'", at: range,
      help: "Write '?{\(name)=default}'; put a default with spaces in quotes.")
  }
}
