import MartletDiagnostics

extension QueryParser {
  /// Whether the right side of a comparison may begin here.
  var startsValue: Bool {
    switch lexer.byte {
    case UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "'"): !lexer.isAtEnd
    default: lexer.isAtPattern
    }
  }

  /// Reads text, a regex or a parameter. `comparison` is what it is compared with, if it is.
  mutating func parseValue(of comparison: (field: Name, operator: Located<ComparisonOperator>)?) -> FilterValue {
    let start = lexer.offset
    switch lexer.byte {
    case UInt8(ascii: "\""):
      let string = parseString()
      return .text(TextPattern(text: string.value, raw: string.raw, isQuoted: true, range: string.range))
    case UInt8(ascii: "'"):
      guard let string = parseSingleQuoted() else { return .error(range(from: start)) }
      return .text(TextPattern(text: string.value, raw: string.raw, isQuoted: true, range: string.range))
    case UInt8(ascii: "/"):
      return parseRegex().map(FilterValue.regex) ?? .error(range(from: start))
    case UInt8(ascii: "?"):
      return parseParameter(inExpression: false).map(FilterValue.parameter) ?? .error(range(from: start))
    default:
      let word = lexer.scanHead()
      let text = lexer.text(word)
      if text.hasSuffix("//") { report(.endsInSlashes(text, at: word)) }
      if text.utf8.contains(UInt8(ascii: "[")) { report(.bracketInValue(text, at: word)) }
      if let comparison, lexer.byte == UInt8(ascii: "("), lexer.isFunctionName(word),
        options.function(text) != nil || isAtClosedCall
      {
        reportCalledValue(word, of: comparison.field, comparison.operator)
        return .error(range(from: start))
      }
      return .text(TextPattern(text: text, raw: text, isQuoted: false, range: word))
    }
  }

  /// Whether `()` follows.
  private var isAtClosedCall: Bool { lexer.byte(after: 1) == UInt8(ascii: ")") }

  /// `x = lower(y)`: the call is read, and the assignment that was meant is suggested.
  private mutating func reportCalledValue(
    _ name: SourceRange, of field: Name, _ comparison: Located<ComparisonOperator>
  ) {
    let call = parseCall(named: name)
    let isFilter = options.function(source[name])?.isFilter ?? false
    let place = SourceRange(name.lowerBound, call.range.upperBound)
    report(
      isFilter
        ? .calledFilter(source[name], of: field.raw, comparison, at: place)
        : .calledValue(source[name], of: field.raw, comparison, at: place))
    stepIsBroken = false
  }

  /// The right side of `<`, `<=`, `>` and `>=`.
  mutating func parseNumber(of field: Name, _ comparison: Located<ComparisonOperator>) -> FilterValue {
    let start = lexer.offset
    if !isAtNumber, isAtComputation() {
      let value = parseComputation()
      if !value.isBroken { report(.computedNumber(value, source[value.range], field: field, comparison.value)) }
      stepIsBroken = false
      return .error(value.range)
    }
    guard lexer.isAtPattern || lexer.byte == UInt8(ascii: "\"") else {
      let value = parseValue(of: nil)
      if case .parameter = value { return value }
      if case .error = value { return value }
      report(.notANumber(source[value.range], field: field, comparison.value, at: value.range))
      stepIsBroken = false
      return .error(value.range)
    }
    let text: String
    if lexer.isAtPattern {
      text = lexer.text(lexer.scanHead())
      if lexer.byte == UInt8(ascii: "("), let call = parseCallAfterNumberSign(from: start) {
        report(.calledNumber(source[call], field: field, comparison.value, at: call))
        stepIsBroken = false
        return .error(call)
      }
    } else {
      text = parseString().value
    }
    let place = range(from: start)
    guard let number = NumberLiteral.value(of: text) else {
      if let chain = parseComparisonChain(of: field, comparison.value, place) { return .error(chain) }
      report(.notANumber(source[place], field: field, comparison.value, at: place))
      stepIsBroken = false
      return .error(place)
    }
    return .number(NumberLiteral(value: number, raw: source[place], range: place))
  }

  /// Whether a whole number stands here: what follows it is text, as `x > 5 * 2` is valid.
  private var isAtNumber: Bool {
    var ahead = lexer
    return NumberLiteral.value(of: ahead.text(ahead.scanHead())) != nil
  }

  private mutating func parseCallAfterNumberSign(from start: Int) -> SourceRange? {
    let word = range(from: start)
    guard lexer.isFunctionName(word) else { return nil }
    return parseCall(named: word).range
  }

  mutating func parseRegex() -> RegexLiteral? {
    let start = lexer.offset
    guard let regex = lexer.scanRegex() else {
      if passRegexOverLines() { return nil }
      lexer.offset = lexer.lineEnd
      report(.unterminatedRegex(at: SourceRange(start, start + 1)))
      return nil
    }
    if let flag = regex.flags.unicodeScalars.first(where: { !"dgimFs".unicodeScalars.contains($0) }) {
      if let repaired = parseSlashInRegex(regex) { return repaired }
      report(.unknownFlag(String(flag), at: SourceRange(regex.patternRange.upperBound + 1, regex.range.upperBound)))
      stepIsBroken = false
    } else if regex.flags.utf8.contains(UInt8(ascii: "s")) {
      report(.dotAllFlag(at: SourceRange(regex.patternRange.upperBound + 1, regex.range.upperBound), flags: regex.flags))
    }
    return regex
  }

  mutating func parseString() -> StringLiteral {
    if let string = parseTripleQuoted() { return string }
    let start = lexer.offset
    let quoted = lexer.scanString()
    if !quoted.isTerminated {
      report(.unterminatedString(at: SourceRange(start, start + 1)))
    } else if let lineBreak = quoted.lineBreak {
      let range = quoted.literal.range
      let breaks = (lineBreak..<range.upperBound).filter { lexer.bytes[$0] == UInt8(ascii: "\n") }
      report(.lineBreakInString(breaks, isStrict: options.strict))
      stepIsBroken = false
    }
    return quoted.literal
  }
}

extension NumberLiteral {
  /// The value of a decimal number with an optional sign, fraction and exponent; nil for anything else.
  static func value(of text: String) -> Double? {
    var digits = 0
    var rest = Substring(text).utf8
    func passDigits() -> Int {
      let before = rest.count
      rest = rest.drop(while: CharacterClass.isDigit)
      return before - rest.count
    }
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    digits += passDigits()
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      digits += passDigits()
    }
    guard digits > 0 else { return nil }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
      guard passDigits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    return Double(text.hasPrefix("+") ? String(text.dropFirst()) : text)
  }
}

extension Diagnostic {
  fileprivate static func bracketInValue(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "text with brackets needs quotes", at: range,
      help: "Write \"\(text)\"; to compare two fields write 'test(a == b[0])'.",
      fixIts: [FixIt("put the text in quotes", replacing: range, with: StringLiteral.quoted(text))])
  }

  fileprivate static func calledValue(
    _ function: String, of field: String, _ comparison: Located<ComparisonOperator>, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "misplaced-call", .error, "a filter compares with text, so '\(function)' cannot be called here", at: range,
      help: "Store the result with '\(field) := \(function)(…)', or compare with 'test(\(field) == \(function)(…))'.",
      fixIts: comparison.value == .equal ? [FixIt("replace '=' with ':='", replacing: comparison.range, with: ":=")] : [])
  }

  /// `src = cidr(…)`: what is compared with a filter function is the field it looks at.
  fileprivate static func calledFilter(
    _ function: String, of field: String, _ comparison: Located<ComparisonOperator>, at range: SourceRange
  ) -> Diagnostic {
    let sign: String? = comparison.value == .equal ? "=~" : comparison.value == .notEqual ? "=~ !" : nil
    return Diagnostic(
      "misplaced-call", .error, "a filter compares with text, so '\(function)' cannot be called here", at: range,
      help: "'\(function)' filters by itself; give it its field with '\(field) \(sign ?? "=~") \(function)(…)'.",
      fixIts: sign.map { sign in
        let whole = SourceRange(comparison.range.lowerBound, range.lowerBound)
        return [FixIt("write '\(sign)'", replacing: whole, with: sign.hasSuffix("!") ? sign : sign + " ")]
      } ?? [])
  }

  fileprivate static func calledNumber(
    _ call: String, field: Name, _ comparison: ComparisonOperator, at range: SourceRange
  ) -> Diagnostic {
    let test = "test(\(field.raw) \(comparison.rawValue) \(call))"
    return Diagnostic(
      "not-a-number", .error, "'\(comparison.rawValue)' in a filter needs a number, and '\(call)' is a call", at: range,
      help: "Compare the results of expressions with '\(test)'.",
      fixIts: field.form == .bare
        ? [FixIt("write '\(test)'", replacing: SourceRange(field.range.lowerBound, range.upperBound), with: test)] : [])
  }

  fileprivate static func notANumber(
    _ text: String, field: Name, _ comparison: ComparisonOperator, at range: SourceRange
  ) -> Diagnostic {
    let whole = SourceRange(field.range.lowerBound, range.upperBound)
    var help = "Compare with a number, as in 'bytes > 1000'; times are numbers of milliseconds, as in '@timestamp > 1700000000000'."
    var fixIts: [FixIt] = []
    if field.form == .bare, NumberLiteral.value(of: field.text) != nil {
      let swapped = "\(text) \(comparison.mirrored.rawValue) \(field.raw)"
      help = "The field stands on the left, as in '\(swapped)'."
      fixIts = [FixIt("write '\(swapped)'", replacing: whole, with: swapped)]
    } else if text == "now" {
      let test = "test(\(field.raw) \(comparison.rawValue) now())"
      help = "The time of the search is a call: '\(test)'."
      fixIts = field.form == .bare ? [FixIt("write '\(test)'", replacing: whole, with: test)] : []
    } else if text.hasPrefix("now@") || text.hasPrefix("calendar:") {
      help = "A point in time such as '\(text)' belongs to the interval of the search, as in"
        + " 'setTimeInterval(start=\"\(text)\")'; in a filter times are numbers of milliseconds."
    } else if let milliseconds = DurationWord.milliseconds(of: text) {
      help = "'\(text)' is \(milliseconds) milliseconds. Compare a length of time with that number, and a time with"
        + " 'test(@timestamp > now() - \(milliseconds))'."
    } else if field.form == .bare, text.isComputedOfNames {
      let test = "test(\(field.raw) \(comparison.rawValue) \(text))"
      help = "Compare two fields with '\(test)'."
      fixIts = [FixIt("write '\(test)'", replacing: whole, with: test)]
    }
    return Diagnostic(
      "not-a-number", .error, "'\(comparison.rawValue)' needs a number on its right, and \(text.hasPrefix("\"") ? text : "'\(text)'") is none",
      at: range, help: help, fixIts: fixIts)
  }

  fileprivate static func unterminatedRegex(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unterminated-regex", .error, "the regex that begins here has no closing '/' on its line", at: range,
      help: "Close it, as in 'user=/^adm/i', or quote text that begins with a slash, as in \"/etc/passwd\".")
  }

  fileprivate static func unknownFlag(_ flag: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unknown-regex-flag", .error, "'\(flag)' is no flag of a regex", at: range,
      help: "The flags are 'i' (ignore case), 'm' (lines), 'd' (dot matches line breaks), 'g' (repeat) and 'F'; "
        + "write '\\/' for a slash inside the regex.")
  }

  fileprivate static func dotAllFlag(at range: SourceRange, flags: String) -> Diagnostic {
    let replaced = String(flags.map { $0 == "s" ? "d" : $0 })
    return Diagnostic(
      "unknown-regex-flag", .note, "the flag 's' is not documented; it is read as 'd', the dot that matches line breaks",
      at: range, help: "Write 'd' instead.", fixIts: [FixIt("write '\(replaced)'", replacing: range, with: replaced)])
  }

  fileprivate static func unterminatedString(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unterminated-string", .error, "the string that begins here has no closing quote", at: range,
      help: "Write the closing '\"'; a quote inside a string is written '\\\"'.")
  }

  fileprivate static func lineBreakInString(_ breaks: [Int], isStrict: Bool) -> Diagnostic {
    Diagnostic(
      "line-break-in-string", isStrict ? .error : .note, "a string holds a line break",
      at: SourceRange(breaks[0], breaks[0] + 1),
      help: "Write '\\n' for a line break in a string; if none is meant, a closing '\"' is missing before it.",
      fixIts: [FixIt("write '\\n'", edits: breaks.map { Located("\\n", at: SourceRange($0, $0 + 1)) })])
  }
}

extension String {
  /// Whether this is the name of a field, or names and numbers with signs between them: `b`, `b+1`.
  fileprivate var isComputedOfNames: Bool {
    guard let first = utf8.first, CharacterClass.isLetter(first) || first == UInt8(ascii: "@") || first == UInt8(ascii: "#") else {
      return false
    }
    return utf8.split(omittingEmptySubsequences: false) { "+-*/".utf8.contains($0) }.allSatisfy { part in
      !part.isEmpty && part.allSatisfy(CharacterClass.isName) && !part.dropFirst().contains(UInt8(ascii: "@"))
    }
  }
}

extension ComparisonOperator {
  /// The operator that says the same with its sides exchanged.
  var mirrored: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual, .like: self
    }
  }
}
