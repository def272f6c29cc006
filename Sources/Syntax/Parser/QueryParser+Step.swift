import MartletDiagnostics

/// What kind of step begins at a place.
enum StepStart {
  case assignment, link, caseStep, matchStep, stats, savedQuery
  /// A call or `=~`, with the name of the function.
  case call(SourceRange)
  case filter
}

extension QueryParser {
  mutating func parseStep(isFirst: Bool) -> Step {
    stepIsBroken = false
    if let step = parseForeignStep(isFirst: isFirst) { return step }
    switch stepStart() {
    case .assignment: return parseAssignment().map(Step.assignment) ?? .error(SourceRange(at: lexer.offset))
    case .link: return parseLink()
    case .caseStep: return .caseStep(parseCase())
    case .matchStep: return .matchStep(parseMatch())
    case .stats: return .stats(parseArray())
    case .savedQuery: return .savedQuery(parseSavedQuery())
    case .call, .filter:
      let filter = parseFilter()
      switch filter {
      case .call(let call): return .call(call)
      case .fieldApply(let apply): return .fieldApply(apply)
      case .error(let range): return .error(range)
      default: return .filter(filter)
      }
    }
  }

  /// Looks ahead at what begins here.
  mutating func stepStart() -> StepStart {
    peek { ahead in
      switch ahead.byte {
      case UInt8(ascii: "["): return .stats
      case UInt8(ascii: "$"): return .savedQuery
      case UInt8(ascii: "\""): _ = ahead.scanString()
      case UInt8(ascii: "`"): ahead.skipDynamicName()
      default:
        guard ahead.isAtPattern else { return .filter }
        let word = ahead.scanHead()
        if ahead.byte == UInt8(ascii: "("), ahead.isFunctionName(word), !ahead.isKeyword(word) { return .call(word) }
        if ahead.isWord(word, "case") {
          ahead.skipTrivia()
          if ahead.byte == UInt8(ascii: "{") { return .caseStep }
        }
      }
      ahead.skipTrivia()
      if ahead.isAt(":=") { return .assignment }
      if ahead.isAt("<=>") { return .link }
      if ahead.isAt("=~") {
        ahead.offset += 2
        return ahead.appliedFunction().map(StepStart.call) ?? .filter
      }
      if ahead.byte | 0x20 == UInt8(ascii: "m"), ahead.isWord(ahead.scanPattern(), "match") {
        ahead.skipTrivia()
        if ahead.byte == UInt8(ascii: "{") { return .matchStep }
      }
      return .filter
    }
  }

  /// Whether a step begins here that cannot be a term of a filter.
  mutating func startsNewStep() -> Bool {
    switch stepStart() {
    case .assignment, .link, .caseStep, .matchStep, .stats, .savedQuery: true
    case .call(let name): endsFilter(name)
    case .filter: spacedCall().map { endsFilter($0) } ?? false
    }
  }

  private func endsFilter(_ name: SourceRange) -> Bool {
    options.function(lexer.text(name)).map { !$0.isFilter } ?? false
  }

  /// The name of a call that begins here with a blank before its parenthesis.
  private mutating func spacedCall() -> SourceRange? {
    peek { ahead in
      guard ahead.isAtPattern else { return nil }
      let word = ahead.scanHead()
      guard ahead.isFunctionName(word), !ahead.isKeyword(word) else { return nil }
      ahead.skipTrivia()
      return ahead.byte == UInt8(ascii: "(") ? word : nil
    }
  }

  /// `target := value`. Nil when there is nothing to assign.
  mutating func parseAssignment() -> Assignment? {
    let start = lexer.offset
    guard let target = parseName(role: .target) else { return nil }
    lexer.skipTrivia()
    lexer.offset += 2
    lexer.skipTrivia()
    guard startsOperand else {
      report(.missingValue(of: target.raw, operator: ":=", found: foundText(), at: SourceRange(start, lexer.offset)))
      return Assignment(target: target, value: .error(SourceRange(at: lexer.offset)), range: range(from: start))
    }
    let value = parseExpression()
    return Assignment(target: target, value: value, range: SourceRange(start, max(value.range.upperBound, start)))
  }

  /// `field <=> Node.field`.
  private mutating func parseLink() -> Step {
    let start = lexer.offset
    guard let field = parseName(role: .field) else { return .error(range(from: start)) }
    lexer.skipTrivia()
    lexer.offset += 3
    lexer.skipTrivia()
    guard lexer.isAtName || lexer.byte == UInt8(ascii: "\""), let other = parseName(role: .field) else {
      report(.missingValue(of: field.raw, operator: "<=>", found: foundText(), at: SourceRange(start, lexer.offset)))
      return .error(range(from: start))
    }
    return .link(LinkStep(field: field, other: other, range: range(from: start)))
  }
}

extension Lexer {
  /// Passes the word a step or a filter term begins with: a bare word with its brackets, or the longest unquoted text.
  mutating func scanHead() -> SourceRange {
    let start = offset
    let pattern = scanPattern()
    guard byte == UInt8(ascii: "[") else { return pattern }
    let end = offset
    offset = start
    let name = scanName()
    if name.upperBound > end { return name }
    offset = end
    return pattern
  }

  /// Whether a word is an operator or a constant of filters, and so never a function.
  func isKeyword(_ word: SourceRange) -> Bool {
    isWord(word, "and") || isWord(word, "or") || isWord(word, "not")
  }

  mutating func skipDynamicName() {
    offset += 1
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "`"), bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    if byte == UInt8(ascii: "`") { offset += 1 }
  }

  /// The name of the function right of `=~`, after its negation.
  mutating func appliedFunction() -> SourceRange? {
    skipTrivia()
    if byte == UInt8(ascii: "!") {
      offset += 1
      skipTrivia()
    }
    var word = scanPattern()
    if isWord(word, "not") {
      skipTrivia()
      word = scanPattern()
    }
    return byte == UInt8(ascii: "(") && isFunctionName(word) ? word : nil
  }
}

extension Diagnostic {
  static func missingValue(
    of name: String, operator: String, found: String, at range: SourceRange
  ) -> Diagnostic {
    let help =
      switch `operator` {
      case ":=": "Write what to store, as in 'risk := \"high\"' or 'total := a + b'."
      case "<=>": "Write the node and its field, as in 'aid <=> parent.aid'."
      case "<", "<=", ">", ">=": "Write a number, as in 'bytes > 1000'."
      case "like": "Write what the field must hold somewhere, as in 'command like powershell'."
      case "=~": "Write a function, as in 'user =~ in(values=[\"ann\", \"bob\"])'."
      default: "Write what to compare with, as in 'user=ann'; an empty value is 'user=\"\"'."
      }
    return Diagnostic(
      "missing-value", .error, "'\(name) \(`operator`)' has no value: found \(found)", at: range, help: help)
  }
}
