import MartletDiagnostics

extension QueryParser {
  /// `[element, …]`, at the bracket.
  mutating func parseArray() -> ArrayLiteral {
    let start = lexer.offset
    var tallest = 0
    let elements = nested({ _ in [Expression]() }) { parser in
      if let habit = parser.parseSubsearch() { return [habit] }
      let open = SourceRange(start, start + 1)
      parser.lexer.offset += 1
      parser.openBrackets += 1
      defer { parser.openBrackets -= 1 }
      return parser.parseList(of: "", opened: open, closer: UInt8(ascii: "]"), tallest: &tallest) { $0.parseElement() }
    }
    height = tallest + 1
    return ArrayLiteral(elements: elements, range: range(from: start))
  }

  /// `name := call(…)` or an expression.
  private mutating func parseElement() -> Expression {
    let isAssignment = peek { ahead in
      if ahead.byte == UInt8(ascii: "\"") {
        _ = ahead.scanString()
      } else {
        guard ahead.isAtName else { return false }
        _ = ahead.scanName()
      }
      ahead.skipTrivia()
      return ahead.isAt(":=")
    }
    if isAssignment, let assignment = parseAssignment() {
      height += 1
      return .assignment(assignment)
    }
    return parseAlias(after: parseExpression())
  }

  /// `{ pipeline }` as an argument, at the brace.
  mutating func parseBlock(of owner: String) -> Block {
    let start = lexer.offset
    let wasBroken = stepIsBroken
    let outerHeight = tallestHeight
    tallestHeight = 0
    let pipeline = nested({ Pipeline(steps: [], range: $0) }) { parser in
      parser.lexer.offset += 1
      parser.openBraces += 1
      defer { parser.openBraces -= 1 }
      let pipeline = parser.parsePipeline(.block)
      parser.lexer.skipTrivia()
      if parser.lexer.byte == UInt8(ascii: "}") {
        parser.lexer.offset += 1
        if pipeline.steps.isEmpty { parser.report(.emptyBlock(at: parser.range(from: start))) }
      } else {
        parser.report(.unclosed("{", of: owner, at: SourceRange(start, start + 1)))
      }
      return pipeline
    }
    stepIsBroken = wasBroken
    let innerHeight = tallestHeight
    tallestHeight = outerHeight
    height = innerHeight + 1
    return Block(pipeline: pipeline, range: range(from: start))
  }
}

extension Diagnostic {
  fileprivate static func emptyBlock(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "empty-step", .error, "there is no step between these braces", at: range,
      help: "Write a pipeline, as in 'groupBy(host, function={ code=200 | count() })'.")
  }
}
