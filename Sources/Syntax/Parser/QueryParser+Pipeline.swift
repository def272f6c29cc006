import MartletDiagnostics

/// Where a pipeline stands, which decides what ends it.
enum PipelinePlace {
  case query, block, branch, arm
}

extension QueryParser {
  mutating func parseQuery() -> ParsedQuery {
    let isWellFormed = !reportMalformedText()
    lexer.skipTrivia()
    var pipeline = parsePipeline(.query)
    pipeline.range = SourceRange(pipeline.range.lowerBound, max(pipeline.range.upperBound, pipeline.range.lowerBound))
    if let comment = lexer.unterminatedComment { report(.unterminatedComment(at: comment)) }
    reportOddSpaces()
    let whole = SourceRange(0, source.bytes.count)
    let query = Query(pipeline: pipeline, comments: lexer.comments, range: whole)
    // Places inside texts are off where a byte was read as U+FFFD.
    if isWellFormed { lint(query) }
    return ParsedQuery(query: query, diagnostics: sortedDiagnostics())
  }

  mutating func parsePipeline(_ place: PipelinePlace) -> Pipeline {
    lexer.skipTrivia()
    let start = lexer.offset
    var steps: [Step] = []
    // A pipe before the first step is common in widgets and saved queries.
    if lexer.byte == UInt8(ascii: "|") { lexer.offset += 1 }
    while true {
      lexer.skipTrivia()
      if lexer.isAtEnd || endsPipeline(place) { break }
      if lexer.byte == UInt8(ascii: "|") {
        report(.emptyStep(at: SourceRange(lexer.offset, lexer.offset + 1)))
        lexer.offset += 1
        continue
      }
      if passStray(place, afterStep: !steps.isEmpty) { continue }
      let stepStart = lexer.offset
      steps.append(parseStep(isFirst: steps.isEmpty && place == .query))
      let isBroken = stepIsBroken
      passSeparator(place, after: steps)
      if isBroken || stepIsBroken, place == .query { brokenSteps.append(range(from: stepStart)) }
      // Whatever happened, go forward.
      if lexer.offset == stepStart { lexer.offset += 1 }
    }
    let end = steps.last?.range.upperBound ?? start
    return Pipeline(steps: steps, range: SourceRange(start, max(start, end)))
  }

  /// Whether a closing bracket that is here, or a semicolon, ends the pipeline.
  private func endsPipeline(_ place: PipelinePlace) -> Bool {
    switch lexer.byte {
    case UInt8(ascii: ";"): place == .branch || place == .arm
    case UInt8(ascii: "}"): openBraces > 0
    case UInt8(ascii: ")"): openParentheses > 0
    case UInt8(ascii: "]"): openBrackets > 0
    default: false
    }
  }

  /// Passes what can neither start nor end a step here.
  private mutating func passStray(_ place: PipelinePlace, afterStep: Bool) -> Bool {
    switch lexer.byte {
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
      let start = lexer.offset
      let mark = lexer.text(SourceRange(start, start + 1))
      while lexer.byte == lexer.bytes[start] { lexer.offset += 1 }
      report(.strayBracket(mark, at: range(from: start)))
      return true
    case UInt8(ascii: ";"):
      passSemicolon()
      return true
    default:
      return false
    }
  }

  /// A semicolon outside `case` and `match`.
  private mutating func passSemicolon() {
    let start = lexer.offset
    while lexer.byte == UInt8(ascii: ";") {
      lexer.offset += 1
      lexer.skipTrivia()
    }
    // `a ; | b`: the pipe is there already.
    let isExtra = lexer.isAtEnd || lexer.byte == UInt8(ascii: "|")
    report(.straySemicolon(at: SourceRange(start, start + 1), isExtra: isExtra))
    if lexer.byte == UInt8(ascii: "|") { lexer.offset += 1 }
  }

  /// Passes what stands between two steps: a pipe, or nothing where a pipe was forgotten.
  private mutating func passSeparator(_ place: PipelinePlace, after steps: [Step]) {
    lexer.skipTrivia()
    if stepIsBroken, !isAtSeparator { skipToSeparator() }
    if lexer.isAtEnd || endsPipeline(place) { return }
    switch lexer.byte {
    case UInt8(ascii: "|"):
      lexer.offset += 1
      rejectDoublePipe()
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ";"):
      return
    case UInt8(ascii: "=") where lexer.isAt("=>"):
      passArrow(place, after: steps)
    default:
      passMissingPipe(after: steps)
    }
  }

  private var isAtSeparator: Bool {
    switch lexer.byte {
    case UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): true
    default: lexer.isAtEnd || lexer.isAt("=>")
    }
  }

  /// `a() || b()`: the filters have dealt with `||` between filters.
  private mutating func rejectDoublePipe() {
    guard lexer.byte == UInt8(ascii: "|") else { return }
    report(.doublePipe(at: SourceRange(lexer.offset - 1, lexer.offset + 1), canBeOr: false))
    lexer.offset += 1
  }

  /// `condition => action`: an extension between the first two steps of a case branch.
  private mutating func passArrow(_ place: PipelinePlace, after steps: [Step]) {
    let arrow = SourceRange(lexer.offset, lexer.offset + 2)
    lexer.offset += 2
    if place == .branch, steps.count == 1, steps[0].isCondition {
      reportExtension(.caseArrow(at: arrow))
    } else {
      report(.strayArrow(at: arrow, place))
    }
  }

  /// A step follows that no filter can go on with: the pipe between them was left out.
  private mutating func passMissingPipe(after steps: [Step]) {
    let place = lexer.offset
    if startsTerm || startsNewStep() {
      if let last = steps.last, case .error = last { return }
      report(.missingPipe(at: place, isStrict: options.strict))
    } else if case .call(let call)? = steps.last, let comparison = peekComparison() {
      reportCallCompared(call, comparison)
      skipToSeparator()
      if lexer.byte == UInt8(ascii: "|") { lexer.offset += 1 }
    } else {
      let found = unexpectedText()
      report(.unexpectedAfterStep(source[found], at: found))
      skipToSeparator()
      if lexer.byte == UInt8(ascii: "|") { lexer.offset += 1 }
    }
  }
}

extension QueryParser {
  /// An operator that compares and the value behind it, where they stand behind a call: `length(a) > 3`.
  private mutating func peekComparison() -> (sign: String, value: SourceRange, isWhole: Bool)? {
    peek { ahead in
      guard let sign = ["==", "!=", "<=", ">=", "<", ">", "="].first(where: { ahead.isAt($0) }), !ahead.isAt("=>") else {
        return nil
      }
      ahead.offset += sign.utf8.count
      ahead.skipTrivia()
      let start = ahead.offset
      if ahead.byte == UInt8(ascii: "\"") {
        _ = ahead.scanString()
      } else {
        guard ahead.isAtPattern else { return nil }
        _ = ahead.scanPattern()
      }
      let value = SourceRange(start, ahead.offset)
      ahead.skipTrivia()
      return (sign, value, ahead.isAtEnd || "|;})".utf8.contains(ahead.byte))
    }
  }

  /// `length(a) > 3`: calls are compared in expressions only, and aggregates behind a pipe.
  private mutating func reportCallCompared(
    _ call: FunctionCall, _ comparison: (sign: String, value: SourceRange, isWhole: Bool)
  ) {
    let whole = call.range.union(comparison.value)
    let value = source[comparison.value]
    let sign = comparison.sign == "==" ? "=" : comparison.sign
    var named = call
    let function = options.function(call.name.value)
    if function?.isFilter == true { return report(.filterCompared(call.name.value, at: whole)) }
    var name = function?.isAggregate == true ? "n" : "x"
    if function?.hasResultName != true {
      name = "_count"
    } else if let given = call.arguments.first(where: { $0.name?.value == "as" }) {
      name = source[given.value.range]
    } else {
      let place = SourceRange(at: call.range.upperBound)
      named.arguments.append(
        Argument(name: Located("as", at: place), value: .word(Name(text: name, raw: name, form: .bare, range: place))))
    }
    let isNumber = NumberLiteral.value(of: value) != nil
    let isName = !isNumber && value.utf8.allSatisfy(CharacterClass.isName)
    // A size compared with a name is compared with a field, which only an expression can.
    let isOrdering = sign.hasPrefix("<") || sign.hasPrefix(">")
    let steps = isOrdering && isName ? nil : "\(named == call ? source[call.range] : Printer.text(of: named)) | \(name) \(sign) \(value)"
    let isText = !isNumber && !value.hasPrefix("\"") && !(isOrdering && isName)
    // An expression takes a star for what it is.
    let test =
      function?.isAggregate == true || value.contains("*")
      ? nil : "test(\(source[call.range]) \(sign == "=" ? "==" : sign) \(isText ? StringLiteral.quoted(value) : value))"
    report(.callCompared(of: call, steps: steps, test: test, at: whole, isWhole: comparison.isWhole && function != nil))
  }
}

extension Step {
  /// Whether the step can be the condition of a case branch.
  fileprivate var isCondition: Bool {
    switch self {
    case .filter, .call, .fieldApply: true
    default: false
    }
  }
}

extension Diagnostic {
  fileprivate static func emptyStep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "empty-step", .error, "there is no step before this '|'", at: range,
      help: "Write one step between two pipes, as in 'user=ann | count()'.",
      fixIts: [FixIt("remove '|'", replacing: range, with: "")])
  }

  static func doublePipe(at range: SourceRange, canBeOr: Bool) -> Diagnostic {
    Diagnostic(
      "double-pipe", .error, "'||' is an empty step between two pipes, not an 'or'", at: range,
      help: "Write 'or' between two filters, as in 'user=ann or user=bob', and a single '|' between two steps.",
      fixIts: [canBeOr ? FixIt("replace '||' with 'or'", replacing: range, with: "or")
        : FixIt("replace '||' with '|'", replacing: range, with: "|")])
  }

  fileprivate static func strayBracket(_ bracket: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "'\(bracket)' closes nothing", at: range,
      help: "Remove it, or write the bracket it belongs to.",
      fixIts: [FixIt("remove '\(bracket)'", replacing: range, with: "")])
  }

  fileprivate static func straySemicolon(at range: SourceRange, isExtra: Bool) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "';' only parts the branches of 'case' and 'match'", at: range,
      help: "Join steps with '|', as in 'user=ann | count()'.",
      fixIts: [isExtra ? FixIt("remove ';'", replacing: range, with: "")
        : FixIt("replace ';' with '|'", replacing: range, with: " |")])
  }

  fileprivate static func caseArrow(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "case-arrow", .note, "'=>' is not LogScale CQL in 'case'; it is read as '|'", at: range,
      help: "Write 'case { level=5 | severity := \"high\"; * }'; '=>' belongs to 'field match { … }'.",
      fixIts: [FixIt("replace '=>' with '|'", replacing: range, with: "|")])
  }

  fileprivate static func strayArrow(at range: SourceRange, _ place: PipelinePlace) -> Diagnostic {
    let help =
      switch place {
      case .arm: "Part the arms with ';', as in 'k match { a => x := 1; b => x := 2 }'."
      case .branch: "Only the condition of a branch may be followed by '=>'; write '|' between steps."
      case .query, .block: "Use it in 'field match { value => x := 1; * => * }', and '|' between steps."
      }
    return Diagnostic("unexpected-text", .error, "'=>' only follows the guard of a 'match' arm", at: range, help: help,
      fixIts: place == .arm ? [] : [FixIt("replace '=>' with '|'", replacing: range, with: "|")])
  }

  fileprivate static func missingPipe(at offset: Int, isStrict: Bool) -> Diagnostic {
    Diagnostic(
      "missing-pipe", isStrict ? .warning : .note, "a new step begins here without a '|'", at: SourceRange(at: offset),
      help: "Write '|' between steps, as in 'user=ann | n := 1'.",
      fixIts: [FixIt("insert '|'", inserting: "| ", at: offset)])
  }

  fileprivate static func filterCompared(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "call-compared", .error, "'\(name)' is a filter, and what it lets pass has no value to compare", at: range,
      help: "Write '\(name)(…)' alone, or '!\(name)(…)' for the events it drops.")
  }

  /// `length(a) > 3`: calls are compared in expressions only.
  fileprivate static func callCompared(
    of call: FunctionCall, steps: String?, test: String?, at range: SourceRange, isWhole: Bool
  ) -> Diagnostic {
    let name = call.name.value
    let rewrite = test ?? steps
    let advice = [test.map { "compare in an expression: '\($0)'" }, steps.map { "give the value a name: '\($0)'" }].compactMap { $0 }
    return Diagnostic(
      "call-compared", .error, "'\(name)' is a step of its own here, and a step has no value to compare", at: range,
      help: advice.isEmpty ? nil : advice[0].prefix(1).uppercased() + advice.joined(separator: ", or ").dropFirst() + ".",
      fixIts: isWhole ? rewrite.map { [FixIt("write '\($0)'", replacing: range, with: $0)] } ?? [] : [])
  }

  fileprivate static func unexpectedAfterStep(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "unexpected '\(text)' after a step", at: range,
      help: "Begin the next step with '|', or put text with special characters in double quotes.")
  }

  static func unterminatedComment(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unterminated-comment", .error, "the comment that begins here has no '*/'",
      at: SourceRange(range.lowerBound, range.lowerBound + 2),
      help: "Close it with '*/', or use '//' for a comment of one line.",
      fixIts: [FixIt("insert '*/'", inserting: " */", at: range.upperBound)])
  }
}
