import MartletDiagnostics

extension QueryParser {
  /// Operators of other languages between two operands: `=`, `and`, `&&`, `in` … All of them compare or combine, so
  /// they are read as the loosest kind.
  mutating func passForeignOperator(
    after left: Expression, minimum: Int
  ) -> (Located<BinaryExpression.Operator>, Int)? {
    guard minimum == 0, !lexer.isAtEnd else { return nil }
    let start = lexer.offset
    func found(_ length: Int) -> SourceRange { SourceRange(start, start + length) }
    switch (lexer.byte, lexer.byte(after: 1)) {
    case (UInt8(ascii: "="), UInt8(ascii: ">")): return nil
    case (UInt8(ascii: "="), UInt8(ascii: "~")):
      return passPatternOperator(found(2), .patternOperator("=~", at: found(2)))
    case (UInt8(ascii: "="), _):
      lexer.offset += 1
      report(.singleEquals(at: found(1)))
      stepIsBroken = false
      return (Located(.equal, at: found(1)), 0)
    case (UInt8(ascii: "<"), UInt8(ascii: ">")):
      lexer.offset += 2
      report(.differs(at: found(2)))
      stepIsBroken = false
      return (Located(.notEqual, at: found(2)), 0)
    case (UInt8(ascii: "|"), UInt8(ascii: "|")):
      guard openParentheses > 0 else { return nil }
      return passLogic(found(2), .or)
    default: break
    }
    guard CharacterClass.isLetter(lexer.byte) || lexer.byte == UInt8(ascii: "&") else { return nil }
    let word = peek { $0.scanName() }
    switch lexer.text(word).lowercased() {
    case "&&", "and": return passLogic(word, .and)
    case "or": return passLogic(word, .or)
    case "like", "in", "contains", "has", "startswith":
      guard openParentheses > 0 else { return nil }
      return passPatternOperator(word, .patternOperator(lexer.text(word), at: word))
    default: return nil
    }
  }

  private mutating func passPatternOperator(
    _ mark: SourceRange, _ diagnostic: Diagnostic
  ) -> (Located<BinaryExpression.Operator>, Int) {
    lexer.offset = mark.upperBound
    report(diagnostic)
    return (Located(.equal, at: mark), 0)
  }

  private mutating func passLogic(
    _ mark: SourceRange, _ word: LogicMark.Word
  ) -> (Located<BinaryExpression.Operator>, Int) {
    lexer.offset = mark.upperBound
    logicMarks.append(LogicMark(word: word, range: mark, depth: openParentheses, diagnostic: diagnostics.count))
    report(.logic(source[mark], word, at: mark))
    stepIsBroken = false
    return (Located(.equal, at: mark), 0)
  }

  /// `not x` and `not (x)` in an expression.
  mutating func parseNotInExpression(_ word: SourceRange) -> Expression? {
    let before = lexer.offset
    lexer.skipTrivia()
    guard startsOperand, lexer.byte != UInt8(ascii: "-"), lexer.byte != UInt8(ascii: "*"), lexer.byte != UInt8(ascii: "/") else {
      lexer.offset = before
      return nil
    }
    report(.wordNot(at: word, upTo: lexer.offset))
    stepIsBroken = false
    let operand = nested(Expression.error) { parser in parser.parseExpression() }
    height += 1
    return .unary(
      UnaryExpression(
        operator: Located(.not, at: word), operand: operand, range: SourceRange(word.lowerBound, max(word.upperBound, operand.range.upperBound))))
  }

  /// `("a", "b")`: an array in the brackets of other languages.
  mutating func parseParenthesisedList(from start: Int, first: Expression) -> Expression {
    let open = SourceRange(start, start + 1)
    var tallest = height
    lexer.offset += 1
    let rest = parseList(of: "", opened: open, closer: UInt8(ascii: ")"), tallest: &tallest) { $0.parseExpression() }
    let whole = range(from: start)
    height = tallest + 1
    if lexer.bytes[whole.upperBound - 1] == UInt8(ascii: ")") {
      report(.listInParentheses(at: whole))
      stepIsBroken = false
    }
    return .array(ArrayLiteral(elements: [first] + rest, range: whole))
  }

  /// `count() as n` and `[a as b]`: the alias is reported and, for a call, read as its argument `as`.
  mutating func parseAlias(after value: Expression) -> Expression {
    let before = lexer.offset
    lexer.skipTrivia()
    let start = lexer.offset
    guard passKeyword("as") != nil else {
      lexer.offset = before
      return value
    }
    lexer.skipTrivia()
    guard lexer.isAtName || lexer.byte == UInt8(ascii: "\""), let alias = parseName(role: .field) else {
      lexer.offset = before
      return value
    }
    let whole = SourceRange(start, alias.range.upperBound)
    guard case .call(var call) = value else {
      report(.aliasOfField(source[value.range], alias.raw, at: whole))
      stepIsBroken = false
      return value
    }
    let inside = call.range.upperBound - 1
    report(.aliasOfCall(call.name.value, alias.raw, isFirst: call.arguments.isEmpty, at: whole, after: inside))
    stepIsBroken = false
    call.arguments.append(Argument(name: Located("as", at: SourceRange(start, start + 2)), value: .word(alias)))
    return .call(call)
  }

  /// `[search …]`, Splunk's subsearch, at the bracket.
  mutating func parseSubsearch() -> Expression? {
    let start = lexer.offset
    let isSubsearch = peek { ahead in
      ahead.offset += 1
      ahead.skipTrivia()
      if ahead.byte == UInt8(ascii: "|") {
        ahead.offset += 1
        ahead.skipTrivia()
      }
      let word = ahead.scanPattern()
      guard ahead.isWord(word, "search") || ahead.isWord(word, "inputlookup") else { return false }
      ahead.skipTrivia()
      return !(ahead.byte == UInt8(ascii: ",") || ahead.byte == UInt8(ascii: "]"))
    }
    guard isSubsearch else { return nil }
    report(.subsearch(at: SourceRange(start, start + 1)))
    lexer.offset += 1
    openBrackets += 1
    repeat {
      if lexer.byte == UInt8(ascii: "|") || lexer.byte == UInt8(ascii: ";") { lexer.offset += 1 }
      skipToSeparator()
    } while lexer.byte == UInt8(ascii: "|") || lexer.byte == UInt8(ascii: ";")
    openBrackets -= 1
    if lexer.byte == UInt8(ascii: "]") { lexer.offset += 1 }
    return .error(range(from: start))
  }

  /// Arguments written as other languages write them: `sort(-t)`.
  mutating func reviewCall(_ call: FunctionCall) {
    reviewLogic(in: call)
    guard call.name.value.lowercased() == "sort" else { return }
    let keys = call.arguments.filter { $0.name == nil || $0.name?.value == "field" }.flatMap { argument -> [Expression] in
      if case .array(let array) = argument.value { array.elements } else { [argument.value] }
    }
    var signs: [SourceRange] = []
    var orders: [String] = []
    for key in keys {
      if case .unary(let unary) = key, unary.operator.value == .minus, case .word = unary.operand {
        signs.append(unary.operator.range)
        orders.append("desc")
      } else {
        orders.append("asc")
      }
    }
    guard !signs.isEmpty else { return }
    let hasOrder = call.arguments.contains { $0.name?.value == "order" }
    let order = orders.contains("asc") ? "[\(orders.joined(separator: ", "))]" : "desc"
    let fields = keys.map { key in
      if case .unary(let unary) = key { source[unary.operand.range] } else { source[key.range] }
    }
    report(.minusInSort(fields, order, at: signs, orderAt: hasOrder ? nil : call.range.upperBound - 1))
    stepIsBroken = false
  }
}

/// An `and` or `or` between expressions.
struct LogicMark {
  enum Word: String { case and, or }

  var word: Word
  var range: SourceRange
  var depth: Int
  /// Which diagnostic tells of it.
  var diagnostic: Int
}

extension QueryParser {
  /// `test(a and b)` is mended by two calls.
  private mutating func reviewLogic(in call: FunctionCall) {
    var marks: [LogicMark] = []
    while let mark = logicMarks.last, call.range.contains(mark.range) {
      logicMarks.removeLast()
      marks.append(mark)
    }
    guard call.name.value.lowercased() == "test", call.arguments.count == 1, let first = marks.last,
      marks.allSatisfy({ $0.word == first.word && $0.depth == openParentheses + 1 }), first.diagnostic < diagnostics.count
    else { return }
    var edits = [Located("(", at: SourceRange(at: call.range.lowerBound))]
    for mark in marks.reversed() {
      edits.append(Located(") \(mark.word.rawValue) test(", at: lexer.withBlanks(around: mark.range)))
    }
    edits.append(Located(")", at: SourceRange(at: call.range.upperBound)))
    diagnostics[first.diagnostic].fixIts = [FixIt("write a 'test' for each", edits: edits)]
  }
}

extension Lexer {
  /// A range with the blanks on both sides of it.
  fileprivate func withBlanks(around range: SourceRange) -> SourceRange {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    return SourceRange(start, end)
  }
}

extension Diagnostic {
  fileprivate static func singleEquals(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "misplaced-operator", .error, "'=' belongs to filters; an expression compares with '=='", at: range,
      help: "Write '==', as in 'test(bytes == limit)'.", fixIts: [FixIt("replace '=' with '=='", replacing: range, with: "==")])
  }

  fileprivate static func differs(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "sql-habit", .error, "'<>' is SQL's; an expression compares with '!='", at: range,
      help: "Write '!=', as in 'test(bytes != limit)'.", fixIts: [FixIt("replace '<>' with '!='", replacing: range, with: "!=")])
  }

  fileprivate static func patternOperator(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "misplaced-operator", .error, "'\(text)' is no operator of expressions", at: range,
      help: text.lowercased() == "in"
        ? "Use a function, as in 'test(in(user, values=[\"ann\", \"bob\"]))', or 'in(…)' alone as a filter."
        : "Use a filter for it, as in 'user like ann', or a function, as in 'test(text:contains(user, substring=\"ann\"))'.")
  }

  fileprivate static func logic(_ text: String, _ word: LogicMark.Word, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "misplaced-operator", .error, "'\(text)' cannot join expressions", at: range,
      help: "Join filters instead, as in 'test(a == b) \(word.rawValue) test(c > 5)'; for a value nest 'if(a == b, then=1, else=0)'.")
  }

  fileprivate static func wordNot(at range: SourceRange, upTo end: Int) -> Diagnostic {
    Diagnostic(
      "misplaced-operator", .error, "'not' belongs to filters; an expression negates with '!'", at: range,
      help: "Write '!', as in 'known := !unknown'.",
      fixIts: [FixIt("replace 'not' with '!'", replacing: SourceRange(range.lowerBound, end), with: "!")])
  }

  fileprivate static func listInParentheses(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "list-in-parentheses", .error, "a list stands in square brackets", at: range,
      help: "Write '[a, b]', as in 'groupBy([user, host])'.",
      fixIts: [
        FixIt(
          "use square brackets",
          edits: [
            Located("[", at: SourceRange(range.lowerBound, range.lowerBound + 1)),
            Located("]", at: SourceRange(range.upperBound - 1, range.upperBound)),
          ])
      ])
  }

  fileprivate static func aliasOfField(_ field: String, _ alias: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "sql-habit", .error, "'as' cannot name a field in a list; that is SQL's", at: range,
      help: "Rename it in a step of its own, as in 'rename(\(field), as=\(alias))'.")
  }

  fileprivate static func aliasOfCall(
    _ function: String, _ alias: String, isFirst: Bool, at range: SourceRange, after end: Int
  ) -> Diagnostic {
    let argument = isFirst ? "as=\(alias)" : ", as=\(alias)"
    return Diagnostic(
      "sql-habit", .error, "'as' after a call is SQL's and Splunk's; a function takes its name as an argument", at: range,
      help: "Write '\(function)(as=\(alias))' or '\(alias) := \(function)()'.",
      fixIts: [
        FixIt(
          "move it into the call",
          edits: [Located(argument, at: SourceRange(at: end)), Located("", at: SourceRange(end + 1, range.upperBound))])
      ])
  }

  fileprivate static func subsearch(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "splunk-habit", .error, "'[search …]' is Splunk's subsearch; square brackets hold a list of aggregates here", at: range,
      help: "Use 'defineTable(query={ user=* }, name=\"t\", include=[user])' and 'match(table=\"t\", field=user)', or 'join()'.")
  }

  fileprivate static func minusInSort(
    _ fields: [String], _ order: String, at signs: [SourceRange], orderAt end: Int?
  ) -> Diagnostic {
    var edits = signs.map { Located("", at: $0) }
    if let end { edits.append(Located(", order=\(order)", at: SourceRange(at: end))) }
    let list = fields.count == 1 ? fields[0] : "[\(fields.joined(separator: ", "))]"
    return Diagnostic(
      "splunk-habit", .error, "'-' before a field to sort by is Splunk's; here it is a number turned negative", at: signs[0],
      help: "Write 'sort(\(list), order=\(order))'.", fixIts: [FixIt("write 'order=\(order)'", edits: edits)])
  }
}
