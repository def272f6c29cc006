import MartletDiagnostics

extension QueryParser {
  /// `name(argument, …)`, with the lexer at the parenthesis.
  mutating func parseCall(named word: SourceRange) -> FunctionCall {
    let name = Located(lexer.text(word), at: word)
    let arguments = parseArguments(of: name.value) { $0.parseArgument() }
    let call = FunctionCall(
      name: name, arguments: arguments, range: range(from: word.lowerBound),
      documentedName: options.function(name.value)?.name)
    reviewCall(call)
    return call
  }

  /// What stands between the parentheses of a call.
  mutating func parseArguments(of owner: String, _ read: (inout QueryParser) -> Argument) -> [Argument] {
    var tallest = 0
    let arguments = nested({ _ in [Argument]() }) { parser in
      let open = SourceRange(parser.lexer.offset, parser.lexer.offset + 1)
      parser.lexer.offset += 1
      parser.openParentheses += 1
      defer { parser.openParentheses -= 1 }
      return parser.parseList(of: owner, opened: open, closer: UInt8(ascii: ")"), tallest: &tallest, read)
    }
    height = tallest + 1
    return arguments
  }

  /// Pieces parted by commas up to a closing bracket, which is passed.
  mutating func parseList<Piece>(
    of owner: String, opened open: SourceRange, closer: UInt8, tallest: inout Int, _ read: (inout QueryParser) -> Piece
  ) -> [Piece] {
    var pieces: [Piece] = []
    var pieceEnd = open.upperBound
    var wantsPiece = true
    while true {
      lexer.skipTrivia()
      switch lexer.byte {
      case closer:
        lexer.offset += 1
        return pieces
      case UInt8(ascii: ","):
        passComma(closer: closer, afterPiece: !wantsPiece)
        wantsPiece = true
        continue
      default:
        if startsOperand {
          if !wantsPiece, !stepIsBroken { report(.missingComma(at: pieceEnd)) }
          let before = lexer.offset
          height = 0
          pieces.append(read(&self))
          tallest = max(tallest, height)
          wantsPiece = false
          pieceEnd = lexer.offset
          if lexer.offset == before { lexer.offset += 1 }
          continue
        }
        if isUnopenedCloser { break }
        if !lexer.isAtEnd, lexer.byte != UInt8(ascii: "|"), lexer.byte != UInt8(ascii: ";") {
          if !stepIsBroken { report(.unexpectedInList(found: foundText(), owner: owner, at: unexpectedText())) }
          let before = lexer.offset
          skipToSeparator(orComma: true)
          if lexer.offset == before { lexer.offset += 1 }
          continue
        }
      }
      report(.unclosed(closer == UInt8(ascii: ")") ? "(" : "[", of: owner, at: open, closeAt: pieceEnd))
      return pieces
    }
  }

  /// Whether a closing bracket is here that belongs to something further out.
  private var isUnopenedCloser: Bool {
    switch lexer.byte {
    case UInt8(ascii: ")"): openParentheses > 0
    case UInt8(ascii: "]"): openBrackets > 0
    case UInt8(ascii: "}"): openBraces > 0
    default: false
    }
  }

  private mutating func passComma(closer: UInt8, afterPiece: Bool) {
    let comma = SourceRange(lexer.offset, lexer.offset + 1)
    lexer.offset += 1
    lexer.skipTrivia()
    if !afterPiece {
      report(.emptyPiece(at: comma))
      stepIsBroken = false
    } else if lexer.byte == closer {
      report(.trailingComma(at: comma, isStrict: options.strict))
    }
  }

  mutating func parseArgument() -> Argument {
    if let node = parseCorrelateNode() { return Argument(name: nil, value: .correlateNode(node)) }
    if let argument = parseParenthesisedArgument() { return argument }
    guard let name = passArgumentName() else { return Argument(name: nil, value: parseArgumentValue()) }
    guard startsOperand else {
      report(.argumentWithoutValue(name.value, found: foundText(), at: name.range))
      return Argument(name: name, value: .error(SourceRange(at: lexer.offset)))
    }
    return Argument(name: name, value: parseArgumentValue())
  }

  /// `(name=value)`, which published dashboards hold: the parentheses mean nothing.
  private mutating func parseParenthesisedArgument() -> Argument? {
    guard lexer.byte == UInt8(ascii: "(") else { return nil }
    let start = lexer.offset
    lexer.offset += 1
    lexer.skipTrivia()
    guard let name = passArgumentName(), startsOperand else {
      lexer.offset = start
      return nil
    }
    openParentheses += 1
    let argument = Argument(name: name, value: parseArgumentValue())
    openParentheses -= 1
    lexer.skipTrivia()
    guard lexer.byte == UInt8(ascii: ")") else {
      report(.unclosed("(", of: "", at: SourceRange(start, start + 1)))
      return argument
    }
    lexer.offset += 1
    report(.parenthesisedArgument(name.value, from: start, to: lexer.offset))
    return argument
  }

  /// Passes `name =`, where a comparison does not begin.
  mutating func passArgumentName() -> Located<String>? {
    let start = lexer.offset
    let isQuoted = lexer.byte == UInt8(ascii: "\"")
    guard isQuoted || lexer.isAtName else { return nil }
    let text = isQuoted ? lexer.scanString().literal.value : lexer.text(lexer.scanName())
    let name = Located(text, at: range(from: start))
    lexer.skipTrivia()
    if lexer.isAt(":=") {
      let sign = SourceRange(lexer.offset, lexer.offset + 2)
      report(.assignInArguments(text, at: sign))
      lexer.offset = sign.upperBound
      lexer.skipTrivia()
      return name
    }
    guard lexer.byte == UInt8(ascii: "="), lexer.byte(after: 1) != UInt8(ascii: "="), !lexer.isAt("=~"), !lexer.isAt("=>") else {
      lexer.offset = start
      return nil
    }
    lexer.offset += 1
    lexer.skipTrivia()
    return name
  }

  private mutating func parseArgumentValue() -> Expression {
    parseAlias(after: parseExpression())
  }
}

extension Diagnostic {
  fileprivate static func missingComma(at offset: Int) -> Diagnostic {
    Diagnostic(
      "missing-comma", .error, "a ',' is missing here", at: SourceRange(at: offset),
      help: "Part arguments and elements with ',', as in 'table([user, host])'; text with spaces needs double quotes.",
      fixIts: [FixIt("insert ','", inserting: ",", at: offset)])
  }

  fileprivate static func emptyPiece(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "empty-argument", .error, "there is nothing before this ','", at: range,
      help: "Write one value between two commas.", fixIts: [FixIt("remove ','", replacing: range, with: "")])
  }

  fileprivate static func trailingComma(at range: SourceRange, isStrict: Bool) -> Diagnostic {
    Diagnostic(
      "trailing-comma", isStrict ? .warning : .note, "nothing follows this ','", at: range,
      help: "Leave it out; LogScale may not accept it.", fixIts: [FixIt("remove ','", replacing: range, with: "")])
  }

  fileprivate static func parenthesisedArgument(_ name: String, from start: Int, to end: Int) -> Diagnostic {
    Diagnostic(
      "parenthesised-argument", .warning, "the argument '\(name)' stands in parentheses of its own", at: SourceRange(start, end),
      help: "Leave them out, as in 'bucket(span=1d, field=host)'.",
      fixIts: [
        FixIt("remove the parentheses", edits: [Located("", at: SourceRange(start, start + 1)), Located("", at: SourceRange(end - 1, end))])
      ])
  }

  fileprivate static func assignInArguments(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "assign-in-arguments", .error, "':=' assigns in a step of its own; an argument is given its value with '='", at: range,
      help: "Write '\(name) = …' here, or '\(name) := …' as a step.",
      fixIts: [FixIt("replace ':=' with '='", replacing: range, with: "=")])
  }

  fileprivate static func unexpectedInList(found: String, owner: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unexpected-text", .error,
      "unexpected \(found) \(owner.isEmpty ? "in a list" : "among the arguments of '\(owner)'")", at: range,
      help: "Part arguments with ',', and put text with spaces or special characters in double quotes.")
  }

  static func argumentWithoutValue(_ name: String, found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-value", .error, "the argument '\(name)' has no value: found \(found)", at: range,
      help: "Write '\(name)=…', or leave the argument out.")
  }
}
