import MartletDiagnostics

extension QueryParser {
  /// Passes everything up to the next place where reading can go on: a pipe, a semicolon, or a closing bracket that is
  /// open; brackets, strings and comments on the way are passed as wholes.
  mutating func skipToSeparator(orComma: Bool = false) {
    var opened: [UInt8] = []
    while true {
      lexer.skipTrivia()
      if lexer.isAtEnd { return }
      let byte = lexer.byte
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: ";"):
        if opened.isEmpty { return }
        lexer.offset += 1
      case UInt8(ascii: ","):
        if opened.isEmpty, orComma { return }
        lexer.offset += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        opened.append(byte)
        lexer.offset += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if opened.isEmpty, isOpen(byte) { return }
        if let last = opened.last, closing(last) == byte { opened.removeLast() }
        lexer.offset += 1
      case UInt8(ascii: "\""):
        _ = lexer.scanString()
      case UInt8(ascii: "/"):
        if lexer.scanRegex() == nil { lexer.offset += 1 }
      default:
        if lexer.isAtPattern {
          _ = lexer.scanPattern()
        } else {
          lexer.offset += CharacterClass.length(in: lexer.bytes, at: lexer.offset)
        }
      }
    }
  }

  private func isOpen(_ closer: UInt8) -> Bool {
    switch closer {
    case UInt8(ascii: ")"): openParentheses > 0
    case UInt8(ascii: "]"): openBrackets > 0
    default: openBraces > 0
    }
  }

  private func closing(_ opener: UInt8) -> UInt8 {
    switch opener {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    default: UInt8(ascii: "}")
    }
  }

  /// The piece of text here that a message about it should quote: a word, a quoted text or one character.
  mutating func unexpectedText() -> SourceRange {
    let start = lexer.offset
    guard !lexer.isAtEnd else { return SourceRange(at: start) }
    return peek { ahead in
      if ahead.isAtPattern {
        _ = ahead.scanPattern()
      } else if ahead.byte == UInt8(ascii: "\"") {
        _ = ahead.scanString()
      } else {
        for mark in ["<=>", "=~", "==", "=>", "!=", ":=", "<=", ">=", "<>", "&&", "||"] where ahead.isAt(mark) {
          return SourceRange(start, start + mark.utf8.count)
        }
        ahead.offset += CharacterClass.length(in: ahead.bytes, at: start)
      }
      return SourceRange(start, ahead.offset)
    }
  }

  /// What an error message calls the text here.
  mutating func foundText() -> String {
    lexer.isAtEnd ? "the end of the query" : "'\(source[unexpectedText()])'"
  }

  /// Bytes that are no UTF-8 are read as U+FFFD and reported once; whether there are any.
  mutating func reportMalformedText() -> Bool {
    var first: SourceRange?
    var count = 0
    let bytes = lexer.bytes
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset += 1
        continue
      }
      let length = CharacterClass.length(in: bytes, at: offset)
      if length == 1 {
        count += 1
        if first == nil { first = SourceRange(offset, offset + 1) }
      }
      offset += length
    }
    guard let first else { return false }
    report(.malformedText(at: first, count: count))
    return true
  }

  /// No-break spaces come with text copied from a web page or a word processor; they are read as spaces.
  mutating func reportOddSpaces() {
    guard let first = lexer.oddSpaces.first else { return }
    report(.oddSpaces(lexer.oddSpaces, at: first))
  }

  func sortedDiagnostics() -> [Diagnostic] {
    diagnostics.enumerated()
      .sorted { ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset) }
      .map(\.element)
  }
}

extension Diagnostic {
  fileprivate static func malformedText(at range: SourceRange, count: Int) -> Diagnostic {
    Diagnostic(
      "invalid-utf8", .error, count == 1 ? "this byte is not UTF-8" : "this byte and \(count - 1) more are not UTF-8",
      at: range, help: "Save the file as UTF-8.")
  }

  fileprivate static func oddSpaces(_ spaces: [SourceRange], at first: SourceRange) -> Diagnostic {
    Diagnostic(
      "odd-space", .note, "an unusual space character (such as a no-break space) is read as a space", at: first,
      help: "Type it anew as an ordinary space; it often comes with text copied from a web page.",
      fixIts: [FixIt("replace unusual spaces with ordinary ones", edits: spaces.map { Located(" ", at: $0) })])
  }
}
