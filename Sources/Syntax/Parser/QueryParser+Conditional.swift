import MartletDiagnostics

extension QueryParser {
  /// `case { branch; … }`, at the word.
  mutating func parseCase() -> CaseStep {
    let start = lexer.offset
    let word = lexer.scanPattern()
    if lexer.text(word) != "case" { report(.caseInCapitals(lexer.text(word), at: word)) }
    let body = parseBraces(of: "case") { parser in parser.parseBranch() }
    let step = CaseStep(branches: body, range: range(from: start))
    if body.isEmpty, !stepIsBroken { report(.noBranches("case", at: step.range)) }
    return step
  }

  /// One branch of `case`. A pipe may stand before its first step, but not alone.
  private mutating func parseBranch() -> Pipeline {
    let pipe = lexer.byte == UInt8(ascii: "|") ? SourceRange(lexer.offset, lexer.offset + 1) : nil
    let branch = parsePipeline(.branch)
    if let pipe, branch.steps.isEmpty { report(.pipeAlone(at: pipe)) }
    return branch
  }

  /// `field match { guard => pipeline; … }`, at the field.
  mutating func parseMatch() -> MatchStep {
    let start = lexer.offset
    let field = parseName(role: .field)
    lexer.skipTrivia()
    let word = lexer.scanPattern()
    if lexer.text(word) != "match" { report(.caseInCapitals(lexer.text(word), at: word)) }
    let arms = parseBraces(of: "match") { parser in parser.parseArm() }
    let step = MatchStep(
      field: field ?? Name(text: "", raw: "\"\"", form: .quoted, range: SourceRange(at: start)), arms: arms,
      range: range(from: start))
    if arms.isEmpty, !stepIsBroken { report(.noBranches("match", at: step.range)) }
    return step
  }

  /// `{ piece; piece; }` with the pieces that `read` reads.
  private mutating func parseBraces<Piece>(of word: String, _ read: (inout QueryParser) -> Piece) -> [Piece] {
    nested({ _ in [] }) { parser in
      parser.lexer.skipTrivia()
      let open = SourceRange(parser.lexer.offset, parser.lexer.offset + 1)
      parser.lexer.offset += 1
      parser.openBraces += 1
      defer { parser.openBraces -= 1 }
      var pieces: [Piece] = []
      var wantsPiece = true
      var isBroken = false
      while true {
        parser.lexer.skipTrivia()
        if parser.lexer.isAtEnd { break }
        switch parser.lexer.byte {
        case UInt8(ascii: "}"):
          parser.lexer.offset += 1
          parser.stepIsBroken = isBroken
          return pieces
        case UInt8(ascii: ";"):
          if wantsPiece { parser.report(.emptyBranch(at: SourceRange(parser.lexer.offset, parser.lexer.offset + 1))) }
          wantsPiece = true
          parser.lexer.offset += 1
        case UInt8(ascii: ")") where parser.openParentheses > 0, UInt8(ascii: "]") where parser.openBrackets > 0:
          parser.report(.unclosed("{", of: word, at: open))
          return pieces
        default:
          let before = parser.lexer.offset
          pieces.append(read(&parser))
          isBroken = isBroken || parser.stepIsBroken
          wantsPiece = false
          if parser.lexer.offset == before { parser.lexer.offset += 1 }
        }
      }
      parser.report(.unclosed("{", of: word, at: open))
      return pieces
    }
  }

  private mutating func parseArm() -> MatchArm {
    stepIsBroken = false
    let start = lexer.offset
    let condition = parseGuard()
    lexer.skipTrivia()
    if lexer.isAt("=>") {
      lexer.offset += 2
    } else if !stepIsBroken {
      let mark = unexpectedText()
      let isSeparator = lexer.byte == UInt8(ascii: "|") || lexer.byte == UInt8(ascii: ":")
      report(.missingArrow(found: foundText(), at: mark, isSeparator: isSeparator))
      if isSeparator { lexer.offset += 1 }
    }
    if stepIsBroken, !lexer.isAt("=>") { skipToSeparator() }
    if lexer.isAt("=>") { lexer.offset += 2 }
    lexer.skipTrivia()
    let wasBroken = stepIsBroken
    let body = parsePipeline(.arm)
    if body.steps.isEmpty, !wasBroken, !stepIsBroken {
      report(.emptyArm(at: SourceRange(start, max(start, condition.range.upperBound))))
    }
    stepIsBroken = stepIsBroken || wasBroken
    let end = max(condition.range.upperBound, body.steps.isEmpty ? start : body.range.upperBound)
    return MatchArm(condition: condition, body: body, range: SourceRange(start, max(start, end)))
  }

  private mutating func parseGuard() -> MatchGuard {
    let start = lexer.offset
    var isNegated = false
    if lexer.byte == UInt8(ascii: "!") {
      isNegated = true
      lexer.offset += 1
      lexer.skipTrivia()
    }
    if lexer.isAtPattern {
      let word = lexer.scanPattern()
      if lexer.byte == UInt8(ascii: "("), lexer.isFunctionName(word) {
        return .call(parseCall(named: word), isNegated: isNegated)
      }
      if !isNegated, lexer.text(word) == "*" || lexer.text(word) == "true" { return .always(word) }
      if lexer.isWord(word, "not") {
        lexer.skipTrivia()
        let name = lexer.scanPattern()
        if lexer.byte == UInt8(ascii: "("), lexer.isFunctionName(name) {
          return .call(parseCall(named: name), isNegated: true)
        }
      }
      lexer.offset = word.lowerBound
    }
    guard !isNegated, startsValue else {
      report(.missingGuard(found: foundText(), at: unexpectedText()))
      return .error(SourceRange(at: start))
    }
    return .value(parseValue(of: nil))
  }
}

extension Diagnostic {
  fileprivate static func caseInCapitals(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "'\(word)' is written '\(word.lowercased())'", at: range,
      help: "Only 'and', 'or' and 'not' may be written in capitals.",
      fixIts: [FixIt("write '\(word.lowercased())'", replacing: range, with: word.lowercased())])
  }

  fileprivate static func noBranches(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "empty-step", .error, "'\(word)' has no branches", at: range,
      help: word == "case" ? "Write at least one, as in 'case { level=5 | risk := \"high\"; * }'."
        : "Write at least one, as in 'level match { 5 => risk := \"high\"; * => * }'.")
  }

  fileprivate static func emptyBranch(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "empty-step", .error, "there is no branch before this ';'", at: range,
      help: "Write '*' for a branch that keeps every event as it is.",
      fixIts: [FixIt("remove ';'", replacing: range, with: "")])
  }

  fileprivate static func pipeAlone(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "empty-step", .error, "this branch of 'case' does nothing", at: range,
      help: "Write '*' for a branch that keeps every event as it is.",
      fixIts: [FixIt("write '*'", replacing: range, with: "*")])
  }

  fileprivate static func missingArrow(found: String, at range: SourceRange, isSeparator: Bool) -> Diagnostic {
    Diagnostic(
      "missing-arrow", .error, "expected '=>' after the guard of a 'match' arm, found \(found)", at: range,
      help: "Write 'level match { 5 => risk := \"high\"; * => * }'.",
      fixIts: isSeparator ? [FixIt("write '=>'", replacing: range, with: "=>")] : [])
  }

  fileprivate static func emptyArm(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "empty-step", .error, "this 'match' arm does nothing", at: range,
      help: "Write '*' after '=>' to keep the event as it is, as in 'level match { 5 => * }'.")
  }

  fileprivate static func missingGuard(found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-guard", .error, "a 'match' arm begins with a value, a regex or a filter function, not with \(found)",
      at: range, help: "Write 'code match { 200 => ok := true; /^5/ => ok := false; * => * }'.")
  }

  static func unclosed(
    _ bracket: String, of owner: String, at range: SourceRange, closeAt end: Int? = nil
  ) -> Diagnostic {
    let closer = bracket == "(" ? ")" : bracket == "[" ? "]" : "}"
    let whose = owner.isEmpty ? "" : " of '\(owner)'"
    return Diagnostic(
      "unclosed-bracket", .error, "the '\(bracket)'\(whose) is never closed", at: range,
      help: "Write the '\(closer)' that belongs to it.",
      fixIts: end.map { [FixIt("insert '\(closer)'", inserting: closer, at: $0)] } ?? [])
  }
}
