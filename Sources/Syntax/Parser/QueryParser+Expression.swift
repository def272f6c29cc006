import MartletDiagnostics

extension QueryParser {
  /// Whether an operand of an expression may begin here.
  var startsOperand: Bool {
    switch lexer.byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "?"),
      UInt8(ascii: "$"), UInt8(ascii: "-"), UInt8(ascii: "!"), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "'"):
      !(lexer.isAt("!=") || lexer.isAtEnd)
    default: lexer.isAtName
    }
  }

  /// Reads an expression; there must be one (`startsOperand`).
  mutating func parseExpression() -> Expression {
    parseBinary(minimum: 0)
  }

  /// Reads sums and products, up to a comparison.
  mutating func parseArithmetic() -> Expression {
    parseBinary(minimum: 1)
  }

  private mutating func parseBinary(minimum: Int) -> Expression {
    let start = lexer.offset
    var left = parseUnary()
    var tallest = height
    while true {
      let end = lexer.offset
      lexer.skipTrivia()
      guard let (operation, precedence) = passBinaryOperator(after: left, minimum: minimum), precedence >= minimum else {
        lexer.offset = end
        break
      }
      lexer.skipTrivia()
      guard startsOperand else {
        report(.missingOperand(right: operation.value.rawValue, found: foundText(), at: operation.range))
        left = .error(SourceRange(start, operation.range.upperBound))
        break
      }
      let right = precedence == 2 ? parseUnary() : parseBinary(minimum: precedence + 1)
      tallest = max(tallest, height) + 1
      left = .binary(
        BinaryExpression(
          left: left, operator: operation, right: right, range: SourceRange(start, max(right.range.upperBound, operation.range.upperBound))))
      if tallest > Parser.expressionLimit {
        giveUp(.expressionTooLong(at: SourceRange(start, operation.range.upperBound)))
        break
      }
    }
    height = tallest
    return left
  }

  /// Passes an operator and tells how tightly it binds: 0 comparisons, 1 sums, 2 products.
  private mutating func passBinaryOperator(
    after left: Expression, minimum: Int
  ) -> (Located<BinaryExpression.Operator>, Int)? {
    let start = lexer.offset
    let found: BinaryExpression.Operator
    let precedence: Int
    switch (lexer.byte, lexer.byte(after: 1)) {
    case (UInt8(ascii: "*"), _): (found, precedence) = (.multiply, 2)
    case (UInt8(ascii: "/"), _): (found, precedence) = (.divide, 2)
    case (UInt8(ascii: "%"), _): (found, precedence) = (.remainder, 2)
    case (UInt8(ascii: "+"), _): (found, precedence) = (.add, 1)
    case (UInt8(ascii: "-"), _): (found, precedence) = (.subtract, 1)
    case (UInt8(ascii: "="), UInt8(ascii: "=")): (found, precedence) = (.equal, 0)
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): (found, precedence) = (.notEqual, 0)
    case (UInt8(ascii: "<"), UInt8(ascii: "=")):
      if lexer.byte(after: 2) == UInt8(ascii: ">") { return nil }
      (found, precedence) = (.lessOrEqual, 0)
    case (UInt8(ascii: "<"), UInt8(ascii: ">")): return passForeignOperator(after: left, minimum: minimum)
    case (UInt8(ascii: "<"), _): (found, precedence) = (.less, 0)
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): (found, precedence) = (.greaterOrEqual, 0)
    case (UInt8(ascii: ">"), _): (found, precedence) = (.greater, 0)
    default: return passForeignOperator(after: left, minimum: minimum)
    }
    lexer.offset += found.rawValue.utf8.count
    return (Located(found, at: range(from: start)), precedence)
  }

  private mutating func parseUnary() -> Expression {
    let start = lexer.offset
    let operation: UnaryExpression.Operator
    switch lexer.byte {
    case UInt8(ascii: "-"): operation = .minus
    case UInt8(ascii: "!"): operation = .not
    default: return parsePrimary()
    }
    lexer.offset += 1
    let mark = range(from: start)
    lexer.skipTrivia()
    guard startsOperand else {
      report(.missingOperand(right: operation.rawValue, found: foundText(), at: mark))
      height = 1
      return .error(mark)
    }
    let operand = nested(Expression.error) { $0.parseUnary() }
    height += 1
    return .unary(
      UnaryExpression(operator: Located(operation, at: mark), operand: operand, range: SourceRange(start, max(operand.range.upperBound, mark.upperBound))))
  }

  private mutating func parsePrimary() -> Expression {
    height = 1
    let start = lexer.offset
    switch lexer.byte {
    case UInt8(ascii: "("): return nested(Expression.error) { $0.parseParenthesised() }
    case UInt8(ascii: "["): return .array(parseArray())
    case UInt8(ascii: "{"): return .block(parseBlock(of: ""))
    case UInt8(ascii: "\""): return .string(parseString())
    case UInt8(ascii: "'"): return parseSingleQuoted().map(Expression.string) ?? .error(range(from: start))
    case UInt8(ascii: "?"):
      return parseParameter(inExpression: true).map(Expression.parameter) ?? .error(range(from: start))
    case UInt8(ascii: "$"): return .savedQuery(parseSavedQuery())
    case UInt8(ascii: "*"):
      let word = lexer.scanPattern()
      return .pattern(TextPattern(text: lexer.text(word), raw: lexer.text(word), isQuoted: false, range: word))
    case UInt8(ascii: "/"):
      guard let regex = parseRegex() else { return .error(range(from: start)) }
      report(.misplacedRegex(regex))
      stepIsBroken = false
      return .regex(regex)
    default: return parseWord()
    }
  }

  /// A bare word, a number, `true`, `false`, or a call.
  private mutating func parseWord() -> Expression {
    let start = lexer.offset
    var word = lexer.scanOperandWord()
    if lexer.byte == UInt8(ascii: ":"), let name = peek({ $0.namespacedFunction(from: start) }) {
      lexer.offset = name.upperBound
      word = name
    }
    if lexer.byte == UInt8(ascii: "("), lexer.isFunctionName(word) {
      if lexer.isWord(word, "not"), let group = parseNotInExpression(word) { return group }
      return .call(parseCall(named: word))
    }
    if let call = parseSpacedCall(word) { return .call(call) }
    let text = lexer.text(word)
    if text == "true" || text == "false" { return .boolean(Located(text == "true", at: word)) }
    if let first = text.utf8.first, CharacterClass.isDigit(first) || first == UInt8(ascii: ".") {
      if let span = parseSpacedDuration(word) { return .string(span) }
      if let number = NumberLiteral.value(of: text) {
        return .number(NumberLiteral(value: number, raw: text, range: word))
      }
    }
    if lexer.isWord(word, "not"), let negation = parseNotInExpression(word) { return negation }
    if let pattern = parseGluedPattern(from: start) { return pattern }
    return .word(Name(text: text, raw: text, form: .bare, range: word))
  }

  /// `name (…)` with a name that is known to be a function's.
  private mutating func parseSpacedCall(_ word: SourceRange) -> FunctionCall? {
    guard CharacterClass.isSpace(lexer.byte), lexer.isFunctionName(word), options.function(lexer.text(word)) != nil else {
      return nil
    }
    lexer.skipTrivia()
    guard lexer.byte == UInt8(ascii: "(") else {
      lexer.offset = word.upperBound
      return nil
    }
    report(.spaceInCall(of: lexer.text(word), at: SourceRange(word.upperBound, lexer.offset)))
    return parseCall(named: word)
  }

  /// Text such as `a:b`, or `x*` before the end of an argument or a step, is no expression: it is a pattern as a whole.
  private mutating func parseGluedPattern(from start: Int) -> Expression? {
    let end = lexer.offset
    guard lexer.byte == UInt8(ascii: ":") || lexer.byte == UInt8(ascii: "*"), !lexer.isAt(":=") else { return nil }
    let isStar = lexer.byte == UInt8(ascii: "*")
    lexer.offset = start
    let word = lexer.scanPattern()
    let text = lexer.text(word)
    let isAlone = peek { ahead in
      ahead.skipTrivia()
      return ahead.isAtEnd || ",)]};|".utf8.contains(ahead.byte)
    }
    if isStar ? text.hasSuffix("*") && isAlone : isAlone && !text.hasSuffix(":") {
      return .pattern(TextPattern(text: text, raw: text, isQuoted: false, range: word))
    }
    lexer.offset = end
    return nil
  }

  /// `(expression)`; a list in parentheses is another language's and read as an array.
  private mutating func parseParenthesised() -> Expression {
    let start = lexer.offset
    lexer.offset += 1
    openParentheses += 1
    defer { openParentheses -= 1 }
    lexer.skipTrivia()
    guard startsOperand else {
      if lexer.byte == UInt8(ascii: ")") { lexer.offset += 1 }
      report(.emptyGroup(at: range(from: start)))
      return .error(range(from: start))
    }
    let inner = parseExpression()
    var tallest = height
    lexer.skipTrivia()
    if lexer.byte == UInt8(ascii: ",") {
      let list = parseParenthesisedList(from: start, first: inner)
      return list
    }
    if lexer.byte != UInt8(ascii: ")"), !lexer.isAtEnd {
      if !stepIsBroken, lexer.byte != UInt8(ascii: "|"), lexer.byte != UInt8(ascii: ";"), lexer.byte != UInt8(ascii: "}") {
        report(.unexpectedInExpression(found: foundText(), at: unexpectedText()))
      }
      if stepIsBroken { skipToSeparator() }
    }
    if lexer.byte == UInt8(ascii: ")") {
      lexer.offset += 1
    } else {
      report(.unclosed("(", of: "", at: SourceRange(start, start + 1)))
    }
    tallest += 1
    height = tallest
    return .group(inner, range(from: start))
  }
}

extension Lexer {
  /// A bare word as an operand: a number takes its exponent's sign, and gives up a `%` that follows it.
  fileprivate mutating func scanOperandWord() -> SourceRange {
    let start = offset
    let word = scanName()
    guard CharacterClass.isDigit(bytes[start]) || bytes[start] == UInt8(ascii: ".") else { return word }
    var index = start
    while index < offset, CharacterClass.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ".") { index += 1 }
    if index < offset, bytes[index] == UInt8(ascii: "%") {
      offset = index
      return SourceRange(start, index)
    }
    // `2.3e-5`: the word ends at the sign.
    if index + 1 == offset, bytes[index] | 0x20 == UInt8(ascii: "e"), byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"),
      CharacterClass.isDigit(byte(after: 1))
    {
      offset += 1
      while CharacterClass.isDigit(byte) { offset += 1 }
      return SourceRange(start, offset)
    }
    return word
  }

  /// `array:contains` and the like, when a `(` follows.
  fileprivate mutating func namespacedFunction(from start: Int) -> SourceRange? {
    offset = start
    let word = scanPattern()
    return byte == UInt8(ascii: "(") && isFunctionName(word) ? word : nil
  }
}

extension Diagnostic {
  fileprivate static func missingOperand(right operation: String, found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-operand", .error, "'\(operation)' needs a value on its right, found \(found)", at: range,
      help: "Write a number, a field, a string or a call there, as in 'total := bytes \(operation == "!" ? "+" : operation) 2'.")
  }

  fileprivate static func expressionTooLong(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "nesting-too-deep", .error, "the expression has more than \(Parser.expressionLimit) operators in a row", at: range,
      help: "Store parts of it in fields with ':=' and combine those.")
  }

  fileprivate static func spaceInCall(of name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "space-before-parenthesis", .note, "the '(' of a call follows its function without a space", at: range,
      help: "Write '\(name)(…)'.", fixIts: [FixIt("remove the space", replacing: range, with: "")])
  }

  fileprivate static func misplacedRegex(_ regex: RegexLiteral) -> Diagnostic {
    let flags = regex.flags.filter { $0 != "g" }
    let string = StringLiteral.quoted(flags.isEmpty ? regex.pattern : "(?\(flags.replacing("d", with: "s").replacing("F", with: "")))\(regex.pattern)")
    return Diagnostic(
      "misplaced-regex", .error, "a regex literal cannot stand in an expression or an argument", at: regex.range,
      help: "Functions take the regex as a string, as in 'regex(\"^adm\", field=user)'; in a filter write 'user=/^adm/'.",
      fixIts: [FixIt("write the regex as a string", replacing: regex.range, with: string)])
  }

  fileprivate static func emptyGroup(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "there is no expression between these parentheses", at: range,
      help: "Write one, as in '(a + b) * 2'.")
  }

  static func unexpectedInExpression(found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error, "unexpected \(found) in an expression", at: range,
      help: "Text with spaces or special characters needs double quotes, as in 'risk := \"very high\"'.")
  }
}
