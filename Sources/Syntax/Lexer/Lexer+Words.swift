import MartletDiagnostics

extension Lexer {
  /// Whether unquoted text may start here. A slash never starts it.
  var isAtPattern: Bool {
    guard offset < bytes.count else { return false }
    let byte = bytes[offset]
    if byte < 0x80 { return byte != UInt8(ascii: "/") && CharacterClass.isPattern(byte) && !isAt(":=") }
    return isWordCharacter(at: offset)
  }

  /// Whether a bare word may start here.
  var isAtName: Bool {
    guard offset < bytes.count else { return false }
    let byte = bytes[offset]
    return byte < 0x80 ? CharacterClass.isName(byte) : isWordCharacter(at: offset)
  }

  /// The longest unquoted text from here; it ends before `:=`. Empty where none starts.
  mutating func scanPattern() -> SourceRange {
    let start = offset
    guard isAtPattern else { return SourceRange(at: start) }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        guard CharacterClass.isPattern(byte) else { break }
        if byte == UInt8(ascii: ":"), self.byte(after: 1) == UInt8(ascii: "=") { break }
        offset += 1
      } else {
        guard isWordCharacter(at: offset) else { break }
        offset += CharacterClass.length(in: bytes, at: offset)
      }
    }
    return SourceRange(start, offset)
  }

  /// The longest bare word from here, with brackets that are glued to it: `user.name`, `x[0].y`, `a[]`.
  mutating func scanName() -> SourceRange {
    let start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        if byte == UInt8(ascii: "["), offset > start, let end = indexEnd {
          offset = end
        } else if CharacterClass.isName(byte) {
          offset += 1
        } else {
          break
        }
      } else {
        guard isWordCharacter(at: offset) else { break }
        offset += CharacterClass.length(in: bytes, at: offset)
      }
    }
    return SourceRange(start, offset)
  }

  /// The end of `[…]` here, if it is an index: digits, a word, or nothing.
  private var indexEnd: Int? {
    var end = offset + 1
    while end < bytes.count, bytes[end] < 0x80, CharacterClass.isName(bytes[end]) { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: "]") ? end + 1 : nil
  }

  /// Whether all of a range may be an unquoted field name.
  func isName(_ range: SourceRange) -> Bool {
    guard !range.isEmpty else { return false }
    var depth = 0
    for index in range.lowerBound..<range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte < 0x80, !CharacterClass.isName(byte), depth == 0 { return false }
      if byte == UInt8(ascii: "]") { depth -= 1 }
    }
    return true
  }

  /// Whether a range reads like the name of a function: letters, digits and `_`, parts joined by `:`.
  func isFunctionName(_ range: SourceRange) -> Bool {
    guard !range.isEmpty else { return false }
    var partStart = true
    for index in range.lowerBound..<range.upperBound {
      let byte = bytes[index]
      if partStart {
        guard CharacterClass.isLetter(byte) || byte == UInt8(ascii: "_") else { return false }
        partStart = false
      } else if byte == UInt8(ascii: ":") {
        partStart = true
      } else {
        guard
          CharacterClass.isLetter(byte) || CharacterClass.isDigit(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: ".")
        else { return false }
      }
    }
    return !partStart
  }

  /// Whether the character at a byte of 0x80 or more belongs to words: everything but spaces and controls.
  private func isWordCharacter(at offset: Int) -> Bool {
    let byte = bytes[offset]
    if byte < 0x80 { return CharacterClass.isName(byte) }
    if byte == 0xC2, offset + 1 < bytes.count, 0x80...0x9F ~= bytes[offset + 1] { return false }
    return CharacterClass.otherSpaceLength(in: bytes, at: offset) == nil
  }
}
