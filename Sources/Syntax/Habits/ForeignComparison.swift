import MartletDiagnostics

/// KQL's words for a search inside a field.
enum ContainsWord: String {
  case contains, has, startswith, endswith, hasprefix, hassuffix, hasAny = "has_any"
  case containsCased = "contains_cs"
  case hasCased = "has_cs"
  case startswithCased = "startswith_cs"
  case endswithCased = "endswith_cs"

  /// The pattern that does the same.
  func pattern(_ text: String) -> String {
    switch self {
    case .contains, .containsCased, .has, .hasCased, .hasAny: "*\(text)*"
    case .startswith, .startswithCased, .hasprefix: "\(text)*"
    case .endswith, .endswithCased, .hassuffix: "*\(text)"
    }
  }
}

extension QueryParser {
  /// What people write after a field in other languages. Nil, without moving, for CQL; where LogScale would read the
  /// words as text there is a warning and the answer is nil too.
  mutating func parseForeignComparison(of name: Name) -> Filter? {
    switch (lexer.byte, lexer.byte(after: 1)) {
    case (UInt8(ascii: "="), UInt8(ascii: "=")):
      return parseDoubleEquals(of: name)
    case (UInt8(ascii: "!"), UInt8(ascii: "~")):
      return parseBangTilde(of: name)
    case (UInt8(ascii: "<"), UInt8(ascii: ">")):
      let mark = SourceRange(lexer.offset, lexer.offset + 2)
      lexer.offset += 2
      report(.notEqualAsInSQL(at: mark, isStrict: options.strict))
      stepIsBroken = false
      return parseComparison(of: name, Located(.notEqual, at: mark))
    case (UInt8(ascii: "!"), _), (UInt8(ascii: "i"), _), (UInt8(ascii: "I"), _), (UInt8(ascii: "n"), _), (UInt8(ascii: "N"), _):
      guard name.form != .dynamic else { return nil }
      if let filter = parseInfixIn(of: name) { return filter }
    default: break
    }
    guard CharacterClass.isLetter(lexer.byte) || lexer.byte == UInt8(ascii: "!"), name.form == .bare, lexer.isName(name.range) else {
      return nil
    }
    return parseWordOperator(of: name)
  }

  private mutating func parseDoubleEquals(of name: Name) -> Filter {
    let mark = SourceRange(lexer.offset, lexer.offset + 2)
    lexer.offset += 2
    if lexer.byte == UInt8(ascii: "=") { lexer.offset += 1 }
    let whole = range(from: mark.lowerBound)
    if let filter = parseComputedEquality(of: name, whole) { return filter }
    let other = peek { ahead in
      ahead.skipTrivia()
      guard ahead.isAtName else { return SourceRange(at: ahead.offset) }
      return ahead.scanPattern()
    }
    report(.doubleEquals(name.raw, source[other], at: whole))
    stepIsBroken = false
    return parseComparison(of: name, Located(.equal, at: whole))
  }

  /// `x !~ /re/` and `x !~ "a"`.
  private mutating func parseBangTilde(of name: Name) -> Filter {
    let mark = SourceRange(lexer.offset, lexer.offset + 2)
    lexer.offset += 2
    lexer.skipTrivia()
    let isRegex = lexer.byte == UInt8(ascii: "/")
    report(.bangTilde(isRegex: isRegex, at: mark))
    stepIsBroken = false
    return parseComparison(of: name, Located(.notEqual, at: mark))
  }

  /// `contains`, `startswith`, `LIKE`, `BETWEEN`, `IS NULL`: words that LogScale would search for.
  private mutating func parseWordOperator(of name: Name) -> Filter? {
    let start = lexer.offset
    defer { lexer.offset = start }
    var isNegated = lexer.byte == UInt8(ascii: "!")
    if isNegated { lexer.offset += 1 }
    var word = lexer.scanPattern()
    guard word.count < 16, lexer.byte != UInt8(ascii: "(") || lexer.isWord(word, "between") else { return nil }
    if lexer.isWord(word, "not") {
      isNegated = true
      lexer.skipTrivia()
      word = lexer.scanPattern()
    }
    let text = lexer.text(word)
    lexer.skipTrivia()
    let rewrite: String?
    let origin: HabitOrigin
    switch text.lowercased() {
    case "like" where text != "like":
      origin = .sql
      guard let value = passPlainValue() else { return nil }
      rewrite = "\(isNegated ? "not " : "")\(name.raw) = \(StringLiteral.quoted(value.replacing("%", with: "*")))"
    case "between":
      origin = .sql
      rewrite = passBetween(of: name, isNegated: isNegated)
      guard rewrite != nil else { return nil }
    case "is":
      origin = .sql
      if passKeyword("not") != nil {
        isNegated.toggle()
        lexer.skipTrivia()
      }
      guard passKeyword("null") != nil || passKeyword("missing") != nil else { return nil }
      rewrite = isNegated ? "\(name.raw)=*" : "\(name.raw)!=*"
    case let lower:
      guard let search = ContainsWord(rawValue: lower), let value = passPlainValue() else { return nil }
      origin = .kusto
      rewrite = "\(name.raw) \(isNegated ? "!=" : "=") \(StringLiteral.quoted(search.pattern(value)))"
    }
    let whole = SourceRange(name.range.lowerBound, lexer.offset)
    guard let rewrite, claimed.last?.contains(whole) != true else { return nil }
    // Single quotes make it an error, which is told once.
    let isError = source.bytes[whole.upperBound - 1] == UInt8(ascii: "'")
    report(.wordOperator(text, origin, rewrite: rewrite, at: whole, word: word, isError: isError))
    stepIsBroken = false
    claimed.append(whole)
    return nil
  }

  /// A string, also in single quotes, or a word; nil for anything else.
  private mutating func passPlainValue() -> String? {
    switch lexer.byte {
    case UInt8(ascii: "\""): return lexer.scanString().literal.value
    case UInt8(ascii: "'"):
      return lexer.isSingleQuoteClosed() ? lexer.scanString(quote: UInt8(ascii: "'")).literal.value : nil
    default:
      guard lexer.isAtPattern else { return nil }
      let word = lexer.scanPattern()
      return lexer.isKeyword(word) || lexer.byte == UInt8(ascii: "(") ? nil : lexer.text(word)
    }
  }

  /// `BETWEEN 1 AND 5` and `between (1 .. 5)`.
  private mutating func passBetween(of name: Name, isNegated: Bool) -> String? {
    let isGroup = lexer.byte == UInt8(ascii: "(")
    if isGroup {
      lexer.offset += 1
      lexer.skipTrivia()
    }
    let low = lexer.text(lexer.scanPattern())
    lexer.skipTrivia()
    let joint = lexer.text(lexer.scanPattern()).lowercased()
    lexer.skipTrivia()
    let high = lexer.text(lexer.scanPattern())
    guard joint == (isGroup ? ".." : "and"), NumberLiteral.value(of: low) != nil, NumberLiteral.value(of: high) != nil else { return nil }
    if isGroup {
      lexer.skipTrivia()
      guard lexer.byte == UInt8(ascii: ")") else { return nil }
      lexer.offset += 1
    }
    return isNegated ? "(\(name.raw) < \(low) or \(name.raw) > \(high))" : "\(name.raw) >= \(low) \(name.raw) <= \(high)"
  }

  /// Values that other languages allow on the right: `('a' or 'b')`, `["a", "b"]`, `'%a%'`.
  mutating func parseForeignValue(of field: Name, _ comparison: Located<ComparisonOperator>) -> Filter? {
    switch lexer.byte {
    case UInt8(ascii: "("), UInt8(ascii: "["):
      guard !comparison.value.isOrdering else { return nil }
      let start = lexer.offset
      guard let list = parseForeignList(orWords: true), !list.elements.isEmpty else {
        lexer.offset = start
        return nil
      }
      let call = FunctionCall(
        name: Located("in", at: comparison.range),
        arguments: [
          Argument(name: nil, value: field.form == .quoted
            ? .string(StringLiteral(value: field.text, raw: field.raw, range: field.range)) : .word(field)),
          Argument(name: Located("values", at: SourceRange(at: start)), value: .array(list)),
        ],
        range: SourceRange(field.range.lowerBound, list.range.upperBound))
      let rewrite = (comparison.value == .notEqual ? "!" : "") + Printer.text(of: call)
      report(.listAsValue(rewrite: rewrite, at: call.range))
      stepIsBroken = false
      guard comparison.value == .notEqual else { return .call(call) }
      return .not(Negation(form: .mark, operatorRange: comparison.range, operand: .call(call), range: call.range))
    default: return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func doubleEquals(_ field: String, _ other: String, at range: SourceRange) -> Diagnostic {
    let isField = other.utf8.first.map { CharacterClass.isLetter($0) } ?? false
    let test = isField ? "; to compare two fields write 'test(\(field) == \(other))'" : ", as in '\(field)=\(other.isEmpty ? "\"…\"" : other)'"
    return Diagnostic(
      "misplaced-operator", .error, "'==' belongs to expressions; a filter compares with '='", at: range,
      help: "Write '='\(test).", fixIts: [FixIt("replace '==' with '='", replacing: range, with: "=")])
  }

  fileprivate static func bangTilde(isRegex: Bool, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      isRegex ? "perl-habit" : "kql-habit", .error,
      isRegex ? "'!~' is Perl's; LogScale writes '!=' before a regex" : "'!~' is KQL's comparison that ignores case",
      at: range, help: "Write 'user != /^ann$/i'.", fixIts: [FixIt("replace '!~' with '!='", replacing: range, with: "!=")])
  }

  fileprivate static func notEqualAsInSQL(at range: SourceRange, isStrict: Bool) -> Diagnostic {
    Diagnostic(
      "sql-habit", isStrict ? .error : .note, "'<>' is SQL's; it is read as '!='", at: range, help: "Write 'user != ann'.",
      fixIts: [FixIt("replace '<>' with '!='", replacing: range, with: "!=")])
  }

  fileprivate static func wordOperator(
    _ text: String, _ origin: HabitOrigin, rewrite: String, at range: SourceRange, word: SourceRange, isError: Bool
  ) -> Diagnostic {
    Diagnostic(
      origin.code, isError ? .error : .warning, "'\(text)' is \(origin.rawValue)'s; here it is no operator but a text to search for",
      at: word, help: "Write '\(rewrite)'.", fixIts: [FixIt("write '\(rewrite)'", replacing: range, with: rewrite)])
  }
}
