import MartletDiagnostics

extension QueryParser {
  /// Takes the word `where` off a filter, which is an extension of CQL. Alone or before plain words it is text.
  mutating func passWhere() {
    guard lexer.byte | 0x20 == UInt8(ascii: "w") else { return }
    let start = lexer.offset
    let word = lexer.scanPattern()
    lexer.skipTrivia()
    if lexer.isWord(word, "where"), word.upperBound < lexer.offset || lexer.byte == UInt8(ascii: "("), startsCondition() {
      reportExtension(.whereStep(source[word], at: word, upTo: lexer.offset))
    } else {
      lexer.offset = start
    }
  }

  /// Whether a comparison, a negation, a parenthesis or a call begins here.
  private mutating func startsCondition() -> Bool {
    peek { ahead in
      switch ahead.byte {
      case UInt8(ascii: "("), UInt8(ascii: "!"): return true
      case UInt8(ascii: "\""): _ = ahead.scanString()
      default:
        guard ahead.isAtPattern else { return false }
        let word = ahead.scanHead()
        if ahead.isWord(word, "not") { return true }
        if ahead.byte == UInt8(ascii: "(") { return ahead.isFunctionName(word) }
      }
      ahead.skipTrivia()
      switch ahead.byte {
      case UInt8(ascii: "="): return !ahead.isAt("=>")
      case UInt8(ascii: "<"): return !ahead.isAt("<=>")
      case UInt8(ascii: ">"): return true
      case UInt8(ascii: "!"):
        if ahead.byte(after: 1) == UInt8(ascii: "=") || ahead.byte(after: 1) == UInt8(ascii: "~") { return true }
        ahead.offset += 1
      default: break
      }
      let word = ahead.text(ahead.scanPattern()).lowercased()
      return ["like", "in", "not", "in~", "between", "is"].contains(word) || ContainsWord(rawValue: word) != nil
    }
  }
}

extension Diagnostic {
  fileprivate static func whereStep(_ word: String, at range: SourceRange, upTo end: Int) -> Diagnostic {
    Diagnostic(
      "where-step", .note, "'\(word)' is Splunk's and KQL's, not LogScale CQL; it is read as the filter that follows it", at: range,
      help: "A filter is a step by itself, as in 'groupBy(host) | _count > 5'.",
      fixIts: [FixIt("remove '\(word)'", replacing: SourceRange(range.lowerBound, end), with: "")])
  }
}
