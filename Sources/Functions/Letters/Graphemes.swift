/// Characters as readers see them: extended grapheme clusters of a UTF-8 text.
enum Graphemes {
  /// Whether every byte is a character of its own. A carriage return may join a line feed.
  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] >= 0x80 || text[index] == 13 { return false }
    return true
  }

  static func count(_ text: Span<UInt8>) -> Int {
    isPlain(text) ? text.count : string(text).count
  }

  /// The byte offsets at which the characters start, and the end of the text.
  static func boundaries(_ text: Span<UInt8>) -> [Int] {
    if isPlain(text) { return Array(0...text.count) }
    var offsets: [Int] = []
    var offset = 0
    for character in string(text) {
      offsets.append(offset)
      offset += character.utf8.count
    }
    offsets.append(offset)
    return offsets
  }

  static func string(_ text: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for index in text.indices { bytes.append(text[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
