import MartletDiagnostics

/// What is computed right of a comparison, which only expressions can do: `now() - 1h`.
struct Computation {
  var range: SourceRange
  /// How it is written in an expression: as it was, with lengths of time in milliseconds.
  var text: String
  var hasDuration: Bool
  /// Whether an error in it has been reported.
  var isBroken: Bool
}

extension QueryParser {
  /// Whether a value is computed here: a call that has a value, something in parentheses, or a name or number with an
  /// operator behind it.
  mutating func isAtComputation() -> Bool {
    if lexer.byte == UInt8(ascii: "(") { return true }
    guard lexer.isAtName else { return false }
    let start = lexer.offset
    defer { lexer.offset = start }
    let word = lexer.scanHead()
    if lexer.byte == UInt8(ascii: "(") {
      return lexer.isFunctionName(word) && options.function(lexer.text(word))?.isFilter != true
    }
    lexer.skipBlanks()
    guard lexer.offset > word.upperBound, "+-*/%".utf8.contains(lexer.byte), CharacterClass.isSpace(lexer.byte(after: 1)) else {
      return false
    }
    lexer.offset += 1
    lexer.skipBlanks()
    return startsOperand
  }

  /// Reads what is computed, up to the end of its arithmetic.
  mutating func parseComputation() -> Computation {
    let errors = errorCount
    let value = parseArithmetic()
    var edits: [Located<String>] = []
    value.collectDurations(&edits)
    var text = ""
    var start = value.range.lowerBound
    for edit in edits {
      text += source[SourceRange(start, edit.range.lowerBound)] + edit.value
      start = edit.range.upperBound
    }
    text += source[SourceRange(start, value.range.upperBound)]
    return Computation(range: value.range, text: text, hasDuration: !edits.isEmpty, isBroken: errorCount > errors)
  }

  /// `x == lower(y)` and `x == y + 1`; nil, without moving, where nothing is computed.
  mutating func parseComputedEquality(of field: Name, _ comparison: SourceRange) -> Filter? {
    let start = lexer.offset
    lexer.skipBlanks()
    guard lexer.byte != UInt8(ascii: "("), isAtComputation() else {
      lexer.offset = start
      return nil
    }
    let value = parseComputation()
    if !value.isBroken { report(.computedEquality(field, value, at: comparison)) }
    stepIsBroken = false
    return .error(SourceRange(field.range.lowerBound, value.range.upperBound))
  }

  /// `0 < x < 10`, where a second comparison follows the first; nil, without moving, where none does.
  mutating func parseComparisonChain(
    of field: Name, _ first: ComparisonOperator, _ middle: SourceRange
  ) -> SourceRange? {
    let end = lexer.offset
    lexer.skipBlanks()
    guard field.form == .bare, let second = passOperator()?.value, second.isOrdering else {
      lexer.offset = end
      return nil
    }
    lexer.skipBlanks()
    guard lexer.isAtName else {
      lexer.offset = end
      return nil
    }
    let last = lexer.scanHead()
    let left = Comparison.written(field.raw, first, source[middle])
    let right = Comparison.written(source[middle], second, source[last])
    let whole = SourceRange(field.range.lowerBound, last.upperBound)
    report(.comparisonChain(source[whole], rewrite: left.flatMap { left in right.map { "(\(left) and \($0))" } }, at: whole))
    stepIsBroken = false
    return whole
  }
}

extension QueryParser {
  /// `1 hour` as an argument, which needs quotes for its blank; nil, without moving, for anything else.
  mutating func parseSpacedDuration(_ number: SourceRange) -> StringLiteral? {
    let end = lexer.offset
    lexer.skipBlanks()
    guard openParentheses > 0, lexer.offset > end, lexer.isAtName else {
      lexer.offset = end
      return nil
    }
    let unit = lexer.scanName()
    let isAlone = peek { ahead in
      ahead.skipTrivia()
      return ahead.byte == UInt8(ascii: ",") || ahead.byte == UInt8(ascii: ")")
    }
    let text = "\(lexer.text(number)) \(lexer.text(unit))"
    guard isAlone, DurationWord.milliseconds(of: lexer.text(number) + lexer.text(unit)) != nil else {
      lexer.offset = end
      return nil
    }
    let whole = number.union(unit)
    report(.spacedDuration(text, at: whole))
    stepIsBroken = false
    return StringLiteral(value: text, raw: "\"\(text)\"", range: whole)
  }
}

extension Lexer {
  /// Passes blanks up to the end of the line.
  mutating func skipBlanks() {
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { offset += 1 }
  }
}

extension Expression {
  /// The lengths of time among the operands, with their milliseconds.
  fileprivate func collectDurations(_ found: inout [Located<String>]) {
    switch self {
    case .word(let name):
      if let milliseconds = DurationWord.milliseconds(of: name.text) { found.append(Located(String(milliseconds), at: name.range)) }
    case .unary(let unary): unary.operand.collectDurations(&found)
    case .group(let inner, _): inner.collectDurations(&found)
    case .binary(let binary):
      binary.left.collectDurations(&found)
      binary.right.collectDurations(&found)
    default: break
    }
  }
}

/// Words that are lengths of time to a function, and names to an expression.
enum DurationWord {
  /// The length of `1h` or `15min` in milliseconds; nil for any other word.
  static func milliseconds(of word: String) -> Int64? {
    let digits = word.utf8.prefix(while: CharacterClass.isDigit).count
    guard let count = Int64(word.prefix(digits)), let length = Self.length(of: String(word.dropFirst(digits))) else { return nil }
    let (milliseconds, overflow) = count.multipliedReportingOverflow(by: length)
    return overflow ? nil : milliseconds
  }

  /// The length of a unit in milliseconds, in any of its spellings.
  static func length(of unit: String) -> Int64? {
    switch unit {
    case "ms", "millis", "millisecond", "milliseconds": 1
    case "s", "sec", "secs", "second", "seconds": 1_000
    case "m", "min", "minute", "minutes": 60_000
    case "h", "hr", "hrs", "hour", "hours": 3_600_000
    case "d", "day", "days": 86_400_000
    case "w", "week", "weeks": 7 * 86_400_000
    case "mon", "month", "months": 30 * 86_400_000
    case "q", "qtr", "qtrs", "quarter", "quarters": 90 * 86_400_000
    case "y", "yr", "yrs", "year", "years": 365 * 86_400_000
    default: nil
    }
  }
}

extension Comparison {
  /// A comparison of two words as a filter has it: the field on the left, two fields in `test()`. Nil for two numbers.
  fileprivate static func written(_ left: String, _ comparison: ComparisonOperator, _ right: String) -> String? {
    switch (NumberLiteral.value(of: left) != nil, NumberLiteral.value(of: right) != nil) {
    case (true, true): nil
    case (true, false): "\(right) \(comparison.mirrored.rawValue) \(left)"
    case (false, true): "\(left) \(comparison.rawValue) \(right)"
    case (false, false): "test(\(left) \(comparison.rawValue) \(right))"
    }
  }
}

extension Diagnostic {
  /// `a > b + 1`.
  static func computedNumber(
    _ value: Computation, _ written: String, field: Name, _ comparison: ComparisonOperator
  ) -> Diagnostic {
    let test = "test(\(field.raw) \(comparison.rawValue) \(value.text))"
    return Diagnostic(
      "not-a-number", .error,
      "'\(comparison.rawValue)' in a filter needs a number, and '\(written)' is computed", at: value.range,
      help: value.advice(test, on: field), fixIts: value.fixIts(test, from: field))
  }

  fileprivate static func computedEquality(_ field: Name, _ value: Computation, at range: SourceRange) -> Diagnostic {
    let test = "test(\(field.raw) == \(value.text))"
    return Diagnostic(
      "misplaced-operator", .error, "'==' belongs to expressions; a filter compares with text, and computes nothing", at: range,
      help: value.advice(test, on: field), fixIts: value.fixIts(test, from: field))
  }

  fileprivate static func spacedDuration(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "a length of time with a blank needs quotes", at: range,
      help: "Write '\"\(text)\"' or '\(text.replacing(" ", with: ""))'.",
      fixIts: [FixIt("put it in quotes", replacing: range, with: "\"\(text)\"")])
  }

  fileprivate static func comparisonChain(_ text: String, rewrite: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "comparison-chain", .error, "'\(text)' compares twice, which no filter does", at: range,
      help: "Write two comparisons: '\(rewrite ?? "x > 1 and x < 5")'.",
      fixIts: rewrite.map { [FixIt("write '\($0)'", replacing: range, with: $0)] } ?? [])
  }
}

extension Computation {
  fileprivate func advice(_ test: String, on field: Name) -> String {
    if !field.isBareWord {
      return "Expressions name fields without quotes: give the field another name with 'rename(\"\(field.text)\", as=x)', then"
        + " compare with 'test(x …)'."
    }
    return "Compare the results of expressions with '\(test)'"
      + (hasDuration ? "; a length of time is a number of milliseconds there." : ".")
  }

  fileprivate func fixIts(_ test: String, from field: Name) -> [FixIt] {
    guard field.isBareWord else { return [] }
    return [FixIt("write '\(test)'", replacing: SourceRange(field.range.lowerBound, range.upperBound), with: test)]
  }
}

extension Name {
  /// Whether the name can stand in an expression.
  fileprivate var isBareWord: Bool {
    form == .bare && text.utf8.allSatisfy { $0 >= 0x80 || "[]".utf8.contains($0) || CharacterClass.isName($0) }
  }
}
