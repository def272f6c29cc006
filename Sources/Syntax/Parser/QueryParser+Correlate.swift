import MartletDiagnostics

extension QueryParser {
  /// `name: { query } include: [f, g]`; nil, without moving, where no such thing begins.
  mutating func parseCorrelateNode() -> CorrelateNode? {
    let startsNode = peek { ahead in
      if ahead.byte == UInt8(ascii: "\"") {
        _ = ahead.scanString()
      } else {
        guard ahead.isAtName else { return false }
        _ = ahead.scanName()
      }
      ahead.skipTrivia()
      guard ahead.byte == UInt8(ascii: ":") else { return false }
      ahead.offset += 1
      ahead.skipTrivia()
      return ahead.byte == UInt8(ascii: "{")
    }
    guard startsNode else { return nil }
    let start = lexer.offset
    let name: Name
    if lexer.byte == UInt8(ascii: "\"") {
      let string = parseString()
      name = Name(text: string.value, raw: string.raw, form: .quoted, range: string.range)
    } else {
      let word = lexer.scanName()
      name = Name(text: lexer.text(word), raw: lexer.text(word), form: .bare, range: word)
    }
    lexer.skipTrivia()
    lexer.offset += 1
    lexer.skipTrivia()
    let block = parseBlock(of: name.text)
    var tallest = height
    var attributes: [CorrelateAttribute] = []
    while let attribute = parseAttribute() {
      tallest = max(tallest, height)
      attributes.append(attribute)
    }
    height = tallest + 1
    return CorrelateNode(name: name, block: block, attributes: attributes, range: range(from: start))
  }

  /// `include: value`.
  private mutating func parseAttribute() -> CorrelateAttribute? {
    let before = lexer.offset
    lexer.skipTrivia()
    let start = lexer.offset
    guard lexer.isAtName else {
      lexer.offset = before
      return nil
    }
    let word = lexer.scanName()
    let name = Located(lexer.text(word), at: word)
    lexer.skipTrivia()
    guard lexer.byte == UInt8(ascii: ":"), !lexer.isAt(":=") else {
      lexer.offset = before
      return nil
    }
    lexer.offset += 1
    lexer.skipTrivia()
    guard startsOperand else {
      report(.argumentWithoutValue(name.value, found: foundText(), at: name.range))
      return CorrelateAttribute(name: name, value: .error(SourceRange(at: lexer.offset)), range: range(from: start))
    }
    let value = parseExpression()
    return CorrelateAttribute(name: name, value: value, range: range(from: start))
  }
}
