import MartletDiagnostics

extension QueryParser {
  /// Reads filters joined by `and`, by nothing, and by `or`, which binds tighter.
  mutating func parseFilter() -> Filter {
    let start = lexer.offset
    var terms = [parseAlternatives()]
    var joints: [Joint] = []
    while true {
      lexer.skipTrivia()
      if let word = passKeyword("and") {
        joints.append(Joint(isImplicit: false, range: word))
        terms.append(parseOperand(after: word))
      } else if startsTerm, !stepIsBroken, !endsFilter(terms[terms.count - 1]), !startsNewStep() {
        joints.append(Joint(isImplicit: true, range: SourceRange(at: lexer.offset)))
        terms.append(parseAlternatives())
      } else {
        break
      }
    }
    guard terms.count > 1 else { return terms[0] }
    return .and(Junction(terms: terms, operators: joints, range: SourceRange(start, terms[terms.count - 1].range.upperBound)))
  }

  private mutating func parseAlternatives() -> Filter {
    let start = lexer.offset
    var terms = [parseNegation()]
    var joints: [Joint] = []
    while true {
      lexer.skipTrivia()
      guard let word = passKeyword("or") ?? passDoublePipe() else { break }
      joints.append(Joint(isImplicit: false, range: word))
      lexer.skipTrivia()
      terms.append(startsTerm ? parseNegation() : missingOperand(after: word))
    }
    guard terms.count > 1 else { return terms[0] }
    return .or(Junction(terms: terms, operators: joints, range: SourceRange(start, terms[terms.count - 1].range.upperBound)))
  }

  private mutating func parseNegation() -> Filter {
    let start = lexer.offset
    let word: SourceRange
    let form: Negation.Form
    if lexer.byte == UInt8(ascii: "!"), lexer.byte(after: 1) != UInt8(ascii: "=") {
      lexer.offset += 1
      word = range(from: start)
      form = .mark
    } else if let keyword = passKeyword("not") {
      word = keyword
      form = .word
    } else {
      return parseTerm()
    }
    lexer.skipTrivia()
    let operand = startsTerm ? nested(Filter.error) { $0.parseNegation() } : missingOperand(after: word)
    let end = max(operand.range.upperBound, word.upperBound)
    return .not(Negation(form: form, operatorRange: word, operand: operand, range: SourceRange(start, end)))
  }

  private mutating func parseOperand(after word: SourceRange) -> Filter {
    lexer.skipTrivia()
    return startsTerm ? parseAlternatives() : missingOperand(after: word)
  }

  private mutating func missingOperand(after word: SourceRange) -> Filter {
    report(.missingOperand(after: source[word], found: foundText(), at: word))
    return .error(SourceRange(at: word.upperBound))
  }

  /// Passes `and`, `or` or `not`, in any case of letters.
  mutating func passKeyword(_ keyword: String) -> SourceRange? {
    guard CharacterClass.isLetter(lexer.byte) else { return nil }
    let start = lexer.offset
    let word = lexer.scanPattern()
    if lexer.isWord(word, keyword) { return word }
    lexer.offset = start
    return nil
  }

  /// `a=1 || b=2`, where an `or` is meant.
  private mutating func passDoublePipe() -> SourceRange? {
    guard lexer.isAt("||") else { return nil }
    let mark = SourceRange(lexer.offset, lexer.offset + 2)
    let goesOn = peek { ahead in
      ahead.offset += 2
      ahead.skipTrivia()
      return !ahead.isAtEnd && ahead.byte != UInt8(ascii: "|")
    }
    guard goesOn else { return nil }
    lexer.offset += 2
    report(.doublePipe(at: mark, canBeOr: true))
    stepIsBroken = false
    return mark
  }

  /// Whether a filter term may begin with the character here.
  var startsTerm: Bool {
    switch lexer.byte {
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "'"),
      UInt8(ascii: "`"):
      !lexer.isAtEnd
    case UInt8(ascii: "!"): lexer.byte(after: 1) != UInt8(ascii: "=") && lexer.byte(after: 1) != UInt8(ascii: "~")
    default: lexer.isAtPattern
    }
  }

  /// Whether a term is a call that is no filter: nothing can stand beside it.
  private func endsFilter(_ term: Filter) -> Bool {
    let name: Located<String>
    switch term {
    case .call(let call): name = call.name
    case .fieldApply(let apply): name = apply.call.name
    case .error: return true
    default: return false
    }
    return options.function(name.value).map { !$0.isFilter } ?? false
  }

  private mutating func parseTerm() -> Filter {
    let start = lexer.offset
    switch lexer.byte {
    case UInt8(ascii: "("): return nested(Filter.error) { $0.parseGroup() }
    case UInt8(ascii: "\""), UInt8(ascii: "`"):
      guard let name = parseName(role: .field) else { return .error(range(from: start)) }
      return parseTerm(startingWith: name)
    case UInt8(ascii: "/"): return parseRegex().map { .freeText(.regex($0)) } ?? .error(range(from: start))
    case UInt8(ascii: "?"): return .freeText(parseParameter(inExpression: false).map(FilterValue.parameter) ?? .error(range(from: start)))
    case UInt8(ascii: "'"):
      guard let string = parseSingleQuoted() else { return .error(range(from: start)) }
      return parseTerm(startingWith: Name(text: string.value, raw: string.raw, form: .quoted, range: string.range))
    default: break
    }
    guard lexer.isAtPattern else {
      report(.unexpectedInFilter(found: foundText(), at: unexpectedText()))
      return .error(SourceRange(at: start))
    }
    let word = lexer.scanHead()
    if lexer.isWord(word, "and") || lexer.isWord(word, "or") {
      report(.missingLeftOperand(of: lexer.text(word), at: word))
      stepIsBroken = true
      return .error(word)
    }
    if let call = parseCallTerm(word) { return .call(call) }
    let text = lexer.text(word)
    let name = Name(text: text, raw: text, form: .bare, range: word)
    if text == "true" || text == "false", !isAtComparison() { return .constant(Located(text == "true", at: word)) }
    return parseTerm(startingWith: name)
  }

  /// A call, if one follows the word: glued, or with space after a name that is known to be a function's.
  private mutating func parseCallTerm(_ word: SourceRange) -> FunctionCall? {
    guard lexer.isFunctionName(word) else { return nil }
    if lexer.byte == UInt8(ascii: "(") { return parseCall(named: word) }
    let gap = peek { ahead in
      ahead.skipTrivia()
      return ahead.byte == UInt8(ascii: "(") ? SourceRange(word.upperBound, ahead.offset) : nil
    }
    guard let gap, options.function(lexer.text(word)) != nil else { return nil }
    lexer.skipTrivia()
    report(.spaceBeforeParenthesis(of: lexer.text(word), at: gap))
    return parseCall(named: word)
  }

  private mutating func parseGroup() -> Filter {
    let start = lexer.offset
    lexer.offset += 1
    openParentheses += 1
    defer { openParentheses -= 1 }
    lexer.skipTrivia()
    if lexer.byte == UInt8(ascii: ")") {
      lexer.offset += 1
      report(.emptyParentheses(at: range(from: start)))
      return .error(range(from: start))
    }
    let inner = startsNewStep() ? stepInGroup() : parseFilter()
    lexer.skipTrivia()
    if lexer.byte != UInt8(ascii: ")"), !lexer.isAtEnd {
      if !stepIsBroken { reportBrokenGroup(from: start) }
      passToClosingParenthesis()
    }
    if lexer.byte == UInt8(ascii: ")") {
      lexer.offset += 1
    } else {
      report(.unclosed("(", of: "", at: SourceRange(start, start + 1)))
    }
    return .group(inner, range(from: start))
  }

  private mutating func reportBrokenGroup(from start: Int) {
    if startsTerm || startsNewStep() {
      _ = stepInGroup()
    } else if lexer.byte == UInt8(ascii: "|") {
      report(.pipeInGroup(at: SourceRange(lexer.offset, lexer.offset + 1)))
    } else if lexer.byte != UInt8(ascii: "}"), lexer.byte != UInt8(ascii: ";") {
      report(.unexpectedInFilter(found: foundText(), at: unexpectedText()))
    }
  }

  private mutating func stepInGroup() -> Filter {
    report(.stepInGroup(at: unexpectedText()))
    return .error(SourceRange(at: lexer.offset))
  }

  /// After a problem inside parentheses: on to the one that closes them, past pipes.
  private mutating func passToClosingParenthesis() {
    while !lexer.isAtEnd {
      skipToSeparator()
      guard lexer.byte == UInt8(ascii: "|") else { return }
      lexer.offset += 1
    }
  }
}

extension Diagnostic {
  fileprivate static func missingOperand(after word: String, found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-operand", .error, "'\(word)' needs a filter on its right, found \(found)", at: range,
      help: "Write a filter there, as in 'user=ann \(word == "!" ? "not" : word) code=404', or leave the operator out.")
  }

  fileprivate static func missingLeftOperand(of word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-operand", .error, "'\(word)' needs a filter on its left", at: range,
      help: "Put the word in quotes to search for it as text: \"\(word)\".")
  }

  fileprivate static func spaceBeforeParenthesis(of name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "space-before-parenthesis", .note, "the '(' of a call follows its function without a space", at: range,
      help: "Write '\(name)(…)'.", fixIts: [FixIt("remove the space", replacing: range, with: "")])
  }

  fileprivate static func emptyParentheses(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "there is no filter between these parentheses", at: range,
      help: "Write one, as in '(user=ann or user=bob)', or remove them.")
  }

  fileprivate static func pipeInGroup(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "pipe-in-parentheses", .error, "parentheses hold one filter; a '|' cannot stand in them", at: range,
      help: "Join the filters with 'and', as in '(user=ann and code=404)'.",
      fixIts: [FixIt("replace '|' with 'and'", replacing: range, with: "and")])
  }

  fileprivate static func stepInGroup(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "step-in-parentheses", .error, "only filters can stand between parentheses", at: range,
      help: "Make it a step of its own, as in 'user=ann | risk := \"high\"'.")
  }

  fileprivate static func unexpectedInFilter(found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "expected a filter, found \(found)", at: range,
      help: "A filter is a comparison such as 'user=ann', a text such as \"logged in\", a regex, or a filter function.")
  }
}
