import MartletDiagnostics

extension QueryParser {
  /// `-- comment` and `# comment` at the start of a step: text to search for in CQL.
  mutating func reviewForeignComment() {
    guard lexer.byte == UInt8(ascii: "-") || lexer.byte == UInt8(ascii: "#") else { return }
    let found = peek { ahead in
      let word = ahead.scanPattern()
      guard ahead.text(word).utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "#") }), CharacterClass.isSpace(ahead.byte)
      else { return SourceRange?.none }
      return word
    }
    guard let found, source.bytes[found.lowerBound] == UInt8(ascii: "#") || found.count >= 2 else { return }
    report(.foreignComment(source[found], at: found))
    claimed.append(SourceRange(found.lowerBound, peek { $0.lineEnd }))
  }
}

extension Diagnostic {
  static func foreignComment(_ mark: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "foreign-comment", .warning, "'\(mark)' begins no comment here: its words are text to search for", at: range,
      help: "Write '// comment'.", fixIts: [FixIt("replace '\(mark)' with '//'", replacing: range, with: "//")])
  }
}
