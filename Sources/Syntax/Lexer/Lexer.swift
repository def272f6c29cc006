import MartletDiagnostics

/// Reads the pieces the parser asks for.
///
/// The same characters mean different things in a filter and in an expression, so there is no stream of tokens: the
/// parser knows where it stands and asks for a pattern, a name, a string or a regex. Every scan moves forward only and
/// stops at the end of the text, so all of them together are linear.
struct Lexer {
  let bytes: [UInt8]
  var offset = 0

  /// Comments passed so far, each once however often a look ahead passed it.
  private(set) var comments: [Comment] = []
  /// White space that is not ASCII; some of it may come from a word processor.
  private(set) var oddSpaces: [SourceRange] = []
  private(set) var unterminatedComment: SourceRange?

  /// Set by the first string that never ends; from then on strings are looked for on their own line only, so that a
  /// text of stray quotes is not searched to its end for each of them.
  var hasUnterminatedString = false
  /// No single quote is closed before this place.
  var unclosedQuoteEnd = 0

  init(_ source: SourceText) {
    bytes = source.bytes
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The byte at the place of reading, 0 at the end.
  var byte: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// The byte some places further on, 0 beyond the end.
  func byte(after distance: Int) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
  }

  /// Whether the text goes on with these characters.
  func isAt(_ text: String) -> Bool {
    var index = offset
    for byte in text.utf8 {
      guard index < bytes.count, bytes[index] == byte else { return false }
      index += 1
    }
    return true
  }

  /// Whether a range holds this word, given in lower case, in any case.
  func isWord(_ range: SourceRange, _ word: String) -> Bool {
    guard range.count == word.utf8.count else { return false }
    var index = range.lowerBound
    for byte in word.utf8 {
      guard bytes[index] == byte || (CharacterClass.isLetter(bytes[index]) && bytes[index] | 0x20 == byte) else {
        return false
      }
      index += 1
    }
    return true
  }

  /// Passes white space and comments.
  mutating func skipTrivia() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if CharacterClass.isSpace(byte) {
        offset += 1
      } else if byte == UInt8(ascii: "/") {
        switch self.byte(after: 1) {
        case UInt8(ascii: "/"): skipLineComment()
        case UInt8(ascii: "*"): skipBlockComment()
        default: return
        }
      } else if byte >= 0x80, let length = CharacterClass.otherSpaceLength(in: bytes, at: offset) {
        let range = SourceRange(offset, offset + length)
        if offset > 0, range.lowerBound >= (oddSpaces.last?.upperBound ?? 0) { oddSpaces.append(range) }
        offset += length
      } else {
        return
      }
    }
  }

  private mutating func skipLineComment() {
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    var end = offset
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    record(.line, SourceRange(start, end))
  }

  private mutating func skipBlockComment() {
    let start = offset
    offset += 2
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "*"), byte(after: 1) == UInt8(ascii: "/") {
        offset += 2
        return record(.block, SourceRange(start, offset))
      }
      offset += 1
    }
    unterminatedComment = SourceRange(start, offset)
    record(.block, SourceRange(start, offset))
  }

  private mutating func record(_ form: Comment.Form, _ range: SourceRange) {
    guard range.lowerBound >= (comments.last?.range.upperBound ?? 0) else { return }
    comments.append(Comment(form: form, text: text(range), range: range))
  }
}
