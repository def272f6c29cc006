import MartletDiagnostics

extension QueryParser {
  /// A regex laid out over several lines, as engines with a flag for it take one: it is reported once, and passed over
  /// whole, where its lines would be read as steps. Returns whether there was one.
  ///
  /// Only a line that leaves a group open is taken for the first of several; a lone slash is a path more often.
  mutating func passRegexOverLines() -> Bool {
    let start = lexer.offset
    guard let close = closingSlash(from: start + 1) else { return false }
    var end = close + 1
    while end < lexer.bytes.count, CharacterClass.isLetter(lexer.bytes[end]) { end += 1 }
    let range = SourceRange(start, end)
    let lines = source[range].split(whereSeparator: \.isNewline).map { line in
      var line = line.drop(while: \.isWhitespace)
      while line.last?.isWhitespace == true { line.removeLast() }
      return line
    }
    let joined = lines.joined()
    report(.regexOverLines(at: SourceRange(start, start + 1), range, joined: joined))
    lexer.offset = end
    return true
  }

  /// The first slash that is not escaped, behind lines each of which leaves a group open.
  private func closingSlash(from start: Int) -> Int? {
    let bytes = lexer.bytes
    var (index, depth, isInClass) = (start, 0, false)
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "("): if !isInClass { depth += 1 }
      case UInt8(ascii: ")"): if !isInClass { depth -= 1 }
      case UInt8(ascii: "\n"): if depth <= 0 || isInClass { return nil }
      case UInt8(ascii: "/"): if !isInClass { return depth == 0 ? index : nil }
      default: break
      }
      index += 1
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func regexOverLines(at slash: SourceRange, _ whole: SourceRange, joined: String) -> Diagnostic {
    Diagnostic(
      "unterminated-regex", .error, "the regex that begins here goes on over several lines, and a regex stands on one",
      at: slash, help: "Join its lines without blanks, or test parts of it one by one, as in 'user=/^adm/i or user=/root$/'.",
      fixIts: [FixIt("join its lines", replacing: whole, with: joined)])
  }
}
