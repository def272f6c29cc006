import MartletDiagnostics

/// How `field in (…)` was written.
private struct InfixOperator {
  var isNegated: Bool
  /// KQL's `in~`.
  var ignoresCase: Bool
  /// `not in` and `in` are an extension of CQL; `!in` and `in~` are KQL's alone.
  var isExtension: Bool
  var range: SourceRange
}

extension QueryParser {
  /// `field in (a, b)`, `field not in [a, b]` and KQL's `!in` and `in~`, read as a call of `in`.
  mutating func parseInfixIn(of field: Name) -> Filter? {
    let start = lexer.offset
    guard let infix = passInfixOperator() else {
      lexer.offset = start
      return nil
    }
    guard let list = parseForeignList() else {
      lexer.offset = start
      return nil
    }
    let whole = SourceRange(field.range.lowerBound, list.range.upperBound)
    let fieldExpression: Expression =
      field.form == .quoted ? .string(StringLiteral(value: field.text, raw: field.raw, range: field.range)) : .word(field)
    if field.form == .bare, !lexer.isName(field.range) { report(.nameNeedsQuotes(field.text, at: field.range)) }
    var arguments = [
      Argument(name: nil, value: fieldExpression),
      Argument(name: Located("values", at: SourceRange(at: list.range.lowerBound)), value: .array(list)),
    ]
    if infix.ignoresCase {
      let end = SourceRange(at: list.range.upperBound)
      arguments.append(Argument(name: Located("ignoreCase", at: end), value: .boolean(Located(true, at: end))))
    }
    let call = FunctionCall(name: Located("in", at: infix.range), arguments: arguments, range: whole)
    let rewrite = (infix.isNegated ? "!" : "") + Printer.text(of: call)
    if infix.isExtension {
      reportExtension(.infixIn(source[infix.range], rewrite: rewrite, at: whole))
    } else {
      report(.kustoIn(source[infix.range], rewrite: rewrite, at: whole))
      stepIsBroken = false
    }
    guard infix.isNegated else { return .call(call) }
    return .not(Negation(form: .mark, operatorRange: infix.range, operand: .call(call), range: whole))
  }

  /// Passes the words, if a list follows that is not the argument list of a real `in(field, values=…)`.
  private mutating func passInfixOperator() -> InfixOperator? {
    let start = lexer.offset
    var infix = InfixOperator(isNegated: false, ignoresCase: false, isExtension: true, range: SourceRange(at: start))
    if lexer.byte == UInt8(ascii: "!") {
      infix.isNegated = true
      infix.isExtension = false
      lexer.offset += 1
    } else if passKeyword("not") != nil {
      infix.isNegated = true
      lexer.skipTrivia()
    }
    let word = lexer.scanPattern()
    if lexer.isWord(word, "in~") {
      infix.ignoresCase = true
      infix.isExtension = false
    } else if !lexer.isWord(word, "in") {
      return nil
    }
    infix.range = range(from: start)
    lexer.skipTrivia()
    switch lexer.byte {
    case UInt8(ascii: "["): return infix
    case UInt8(ascii: "("): return isAtNamedArguments() ? nil : infix
    default: return nil
    }
  }

  /// Whether the parenthesis here holds `name=` first or second: then it belongs to a call.
  private mutating func isAtNamedArguments() -> Bool {
    peek { ahead in
      ahead.offset += 1
      for _ in 0..<2 {
        ahead.skipTrivia()
        if ahead.byte == UInt8(ascii: "\"") { _ = ahead.scanString() } else { _ = ahead.scanHead() }
        ahead.skipTrivia()
        if ahead.byte == UInt8(ascii: "=") { return true }
        guard ahead.byte == UInt8(ascii: ",") else { return false }
        ahead.offset += 1
      }
      return false
    }
  }

  /// `(a, "b", 3)` or `[a, b]` as an array; unquoted text becomes a string. `or` may stand for a comma.
  mutating func parseForeignList(orWords: Bool = false) -> ArrayLiteral? {
    let start = lexer.offset
    let closer = lexer.byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
    lexer.offset += 1
    var elements: [Expression] = []
    while true {
      lexer.skipTrivia()
      if lexer.byte == closer {
        lexer.offset += 1
        return ArrayLiteral(elements: elements, range: range(from: start))
      }
      if !elements.isEmpty {
        if lexer.byte == UInt8(ascii: ",") {
          lexer.offset += 1
        } else if !orWords || passKeyword("or") == nil {
          return nil
        }
        lexer.skipTrivia()
        if lexer.byte == closer { continue }
      }
      guard let element = parseForeignElement() else { return nil }
      elements.append(element)
    }
  }

  private mutating func parseForeignElement() -> Expression? {
    let start = lexer.offset
    switch lexer.byte {
    case UInt8(ascii: "\""): return .string(lexer.scanString().literal)
    case UInt8(ascii: "'"):
      guard lexer.isSingleQuoteClosed() else { return nil }
      let value = lexer.scanString(quote: UInt8(ascii: "'")).literal.value
      return .string(StringLiteral(value: value, raw: StringLiteral.quoted(value), range: range(from: start)))
    case UInt8(ascii: "?"): return parseParameter(inExpression: true).map(Expression.parameter)
    default:
      guard lexer.isAtPattern else { return nil }
      let word = lexer.scanHead()
      let text = lexer.text(word)
      if let number = NumberLiteral.value(of: text), text.utf8.first.map(CharacterClass.isDigit) == true {
        return .number(NumberLiteral(value: number, raw: text, range: word))
      }
      return .string(StringLiteral(value: text, raw: StringLiteral.quoted(text), range: word))
    }
  }
}

extension Diagnostic {
  fileprivate static func infixIn(_ words: String, rewrite: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "infix-in", .note, "'field \(words) (…)' is not LogScale CQL; it is read as '\(rewrite)'", at: range,
      help: "Write 'in(level, values=[\"high\", \"medium\"])', and '!in(…)' for the opposite.",
      fixIts: [FixIt("write '\(rewrite)'", replacing: range, with: rewrite)])
  }

  fileprivate static func kustoIn(_ words: String, rewrite: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "kql-habit", .error, "'\(words)' is KQL's; LogScale tests a list with the function 'in'", at: range,
      help: "Write '\(rewrite)'.", fixIts: [FixIt("write '\(rewrite)'", replacing: range, with: rewrite)])
  }

  /// `x = ("a", "b")`.
  static func listAsValue(rewrite: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "list-as-value", .error, "a comparison has one value on its right, not a list", at: range,
      help: "Write '\(rewrite)'.", fixIts: [FixIt("write '\(rewrite)'", replacing: range, with: rewrite)])
  }
}
