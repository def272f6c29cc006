import MartletDiagnostics

extension QueryParser {
  /// `'text'`, which is no string in CQL: reported and read as one. Nil, past the quote, when it is not closed.
  mutating func parseSingleQuoted() -> StringLiteral? {
    let start = lexer.offset
    guard lexer.isSingleQuoteClosed() else {
      lexer.offset += 1
      report(.loneSingleQuote(at: range(from: start)))
      return nil
    }
    var value = lexer.scanString(quote: UInt8(ascii: "'")).literal.value.replacing("\\'", with: "'")
    // SQL doubles a quote inside a string.
    while lexer.byte == UInt8(ascii: "'"), lexer.isSingleQuoteClosed() {
      value += "'" + lexer.scanString(quote: UInt8(ascii: "'")).literal.value.replacing("\\'", with: "'")
    }
    let whole = range(from: start)
    if claimed.last?.contains(whole) != true { report(.singleQuotes(value, at: whole)) }
    stepIsBroken = false
    return StringLiteral(value: value, raw: StringLiteral.quoted(value), range: whole)
  }

  /// `"""text"""`.
  mutating func parseTripleQuoted() -> StringLiteral? {
    guard lexer.isAt("\"\"\"") else { return nil }
    let start = lexer.offset
    let bytes = lexer.bytes
    var end = start + 3
    while end + 2 < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] == UInt8(ascii: "\""), bytes[end + 1] == UInt8(ascii: "\""), bytes[end + 2] == UInt8(ascii: "\"") {
        let content = SourceRange(start + 3, end)
        lexer.offset = end + 3
        // Nothing is escaped in triple quotes but what a plain string would need to have escaped.
        let raw = "\"" + lexer.text(content).replacing("\\\"", with: "\"").replacing("\"", with: "\\\"") + "\""
        report(.tripleQuotes(raw, at: range(from: start)))
        stepIsBroken = false
        return StringLiteral(
          value: StringLiteral.value(of: String(raw.dropFirst().dropLast())), raw: raw, range: range(from: start))
      }
      end += 1
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func singleQuotes(_ value: String, at range: SourceRange) -> Diagnostic {
    let quoted = StringLiteral.quoted(value)
    return Diagnostic(
      "single-quotes", .error, "strings stand in double quotes; single quotes are other languages'", at: range,
      help: "Write \(quoted).", fixIts: [FixIt("use double quotes", replacing: range, with: quoted)])
  }

  fileprivate static func loneSingleQuote(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "a single quote cannot stand outside a string", at: range,
      help: "Put the whole text in double quotes, as in \"don't\".")
  }

  fileprivate static func tripleQuotes(_ raw: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "triple-quotes", .error, "strings stand in one pair of double quotes; triple quotes are other languages'", at: range,
      help: "Write one '\"' at each end, and '\\\"' for a quote inside.",
      fixIts: [FixIt("use one pair of quotes", replacing: range, with: raw)])
  }
}
