import MartletDiagnostics

extension QueryParser {
  /// A term that begins with a name or a text: a comparison, `=~`, or a search for the text.
  mutating func parseTerm(startingWith name: Name) -> Filter {
    let end = lexer.offset
    lexer.skipTrivia()
    if let filter = parseForeignComparison(of: name) { return filter }
    if lexer.isAt("=~") {
      checkField(name)
      return parseFieldApply(of: name)
    }
    if let comparison = passOperator() {
      checkField(name)
      return parseComparison(of: name, comparison)
    }
    if lexer.isAt(":=") || lexer.isAt("<=>") {
      report(.misplacedStepOperator(source[unexpectedText()], at: unexpectedText()))
      return .error(SourceRange(name.range.lowerBound, end))
    }
    lexer.offset = end
    return freeText(name)
  }

  /// Whether a comparison operator follows.
  mutating func isAtComparison() -> Bool {
    let start = lexer.offset
    defer { lexer.offset = start }
    lexer.skipTrivia()
    return lexer.isAt("=~") || lexer.isAt("==") || passOperator() != nil
  }

  /// Passes a comparison operator.
  mutating func passOperator() -> Located<ComparisonOperator>? {
    let start = lexer.offset
    let found: ComparisonOperator
    switch (lexer.byte, lexer.byte(after: 1)) {
    case (UInt8(ascii: "="), UInt8(ascii: ">")), (UInt8(ascii: "="), UInt8(ascii: "~")): return nil
    case (UInt8(ascii: "="), _): found = .equal
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): found = .notEqual
    case (UInt8(ascii: "<"), UInt8(ascii: "=")):
      if lexer.byte(after: 2) == UInt8(ascii: ">") { return nil }
      found = .lessOrEqual
    case (UInt8(ascii: "<"), _): found = .less
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): found = .greaterOrEqual
    case (UInt8(ascii: ">"), _): found = .greater
    case (UInt8(ascii: "l"), _):
      let word = lexer.scanPattern()
      if lexer.text(word) == "like" { return Located(.like, at: word) }
      lexer.offset = start
      return nil
    default: return nil
    }
    lexer.offset += found.rawValue.utf8.count
    return Located(found, at: range(from: start))
  }

  private mutating func checkField(_ name: Name) {
    if name.form == .bare, !lexer.isName(name.range) { report(.nameNeedsQuotes(name.text, at: name.range)) }
  }

  mutating func parseComparison(of field: Name, _ comparison: Located<ComparisonOperator>) -> Filter {
    let start = field.range.lowerBound
    if let value = parseCommentedValue() { return compare(field, comparison, value, from: start) }
    let glued = lexer.offset
    lexer.skipTrivia()
    if let filter = parseForeignValue(of: field, comparison) { return filter }
    guard startsValue || (comparison.value.isOrdering && lexer.byte == UInt8(ascii: "(")) else {
      let whole = SourceRange(start, comparison.range.upperBound)
      report(.missingValue(of: field.raw, operator: comparison.value.rawValue, found: foundText(), at: whole))
      lexer.offset = max(glued, comparison.range.upperBound)
      return compare(field, comparison, .error(SourceRange(at: comparison.range.upperBound)), from: start)
    }
    let value = comparison.value.isOrdering ? parseNumber(of: field, comparison) : parseValue(of: (field, comparison))
    return compare(field, comparison, value, from: start)
  }

  private func compare(
    _ field: Name, _ comparison: Located<ComparisonOperator>, _ value: FilterValue, from start: Int
  ) -> Filter {
    .comparison(
      Comparison(
        field: field, operator: comparison, value: value,
        range: SourceRange(start, max(value.range.upperBound, comparison.range.upperBound))))
  }

  /// `field =~ [not] call(…)`.
  private mutating func parseFieldApply(of field: Name) -> Filter {
    let start = field.range.lowerBound
    let mark = SourceRange(lexer.offset, lexer.offset + 2)
    lexer.offset += 2
    lexer.skipTrivia()
    var isNegated = false
    if lexer.byte == UInt8(ascii: "!") {
      lexer.offset += 1
      isNegated = true
    } else if passKeyword("not") != nil {
      isNegated = true
    }
    lexer.skipTrivia()
    let place = lexer.offset
    if lexer.isAtPattern {
      let word = lexer.scanPattern()
      if lexer.byte == UInt8(ascii: "("), lexer.isFunctionName(word) {
        let call = parseCall(named: word)
        return .fieldApply(FieldApply(field: field, isNegated: isNegated, call: call, range: range(from: start)))
      }
      lexer.offset = place
    }
    guard startsValue else {
      report(.missingValue(of: field.raw, operator: "=~", found: foundText(), at: SourceRange(start, mark.upperBound)))
      return .error(SourceRange(start, mark.upperBound))
    }
    let value = parseValue(of: nil)
    report(.matchesByHabit(field, mark, value, isNegated: isNegated))
    stepIsBroken = false
    let comparison = Located(isNegated ? ComparisonOperator.notEqual : .equal, at: mark)
    return compare(field, comparison, value, from: start)
  }

  /// A name that no operator follows: text to search for.
  private mutating func freeText(_ name: Name) -> Filter {
    let isQuoted = name.form != .bare
    if !isQuoted {
      if name.text.hasSuffix("//") { report(.endsInSlashes(name.text, at: name.range)) }
      if name.text.utf8.contains(UInt8(ascii: "[")) { report(.bracketInText(name.text, at: name.range)) }
      if let function = options.function(name.text), function.name == name.text {
        report(.reservedWord(name.text, at: name.range))
        stepIsBroken = false
      }
    }
    return .freeText(
      .text(TextPattern(text: name.text, raw: name.raw, isQuoted: isQuoted, range: name.range)))
  }
}

extension Diagnostic {
  fileprivate static func misplacedStepOperator(_ mark: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "misplaced-operator", .error, "'\(mark)' makes a step of its own and cannot stand inside a filter", at: range,
      help: "Begin a step with it, as in 'user=ann | risk := \"high\"'.")
  }

  static func endsInSlashes(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "ends-in-slashes", .error, "unquoted text cannot end with '//'", at: range,
      help: "Quote it, as in \"\(text)\", or put a space before the comment.",
      fixIts: [FixIt("put the text in quotes", replacing: range, with: StringLiteral.quoted(text))])
  }

  fileprivate static func bracketInText(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "text with brackets needs quotes", at: range,
      help: "Write \"\(text)\" to search for it, or '\(text)=*' to test the field.",
      fixIts: [FixIt("put the text in quotes", replacing: range, with: StringLiteral.quoted(text))])
  }

  fileprivate static func reservedWord(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "reserved-word", .error, "'\(word)' is the name of a function and cannot be searched for without quotes", at: range,
      help: "Write \"\(word)\" to search for the text, or '\(word)(…)' to call the function.",
      fixIts: [FixIt("put the word in quotes", replacing: range, with: "\"\(word)\"")])
  }

  /// `field =~ "text"` and `field =~ /regex/`.
  fileprivate static func matchesByHabit(
    _ field: Name, _ mark: SourceRange, _ value: FilterValue, isNegated: Bool
  ) -> Diagnostic {
    let sign = isNegated ? "!=" : "="
    let between = SourceRange(mark.lowerBound, value.range.lowerBound)
    if case .text(let text) = value {
      let regex = "/^" + RegexLiteral.escaped(text.text) + "$/i"
      return Diagnostic(
        "kql-habit", .error, "'=~' with a text is KQL's comparison that ignores case; here '=~' applies a function",
        at: mark, help: "Write a regex with the flag 'i', as in 'user = /^ann$/i'.",
        fixIts: [FixIt("write '\(field.raw) \(sign) \(regex)'", edits: [Located("\(sign) ", at: between), Located(regex, at: value.range)])])
    }
    return Diagnostic(
      "perl-habit", .error, "'=~' with a regex is Perl's match; here '=~' applies a function", at: mark,
      help: "Write 'command = /powershell/i'.",
      fixIts: [FixIt("replace '=~' with '\(sign)'", replacing: between, with: "\(sign) ")])
  }
}

extension RegexLiteral {
  /// A text as the body of a regex literal that matches just it.
  static func escaped(_ text: String) -> String {
    var body = ""
    for scalar in text.unicodeScalars {
      if "\\^$.|?*+()[]{}/".unicodeScalars.contains(scalar) { body += "\\" }
      body.unicodeScalars.append(scalar)
    }
    return body
  }
}
