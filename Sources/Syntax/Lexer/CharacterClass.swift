/// What a character may be part of, by its UTF-8 bytes.
enum CharacterClass {
  /// Whether an ASCII byte may stand in an unquoted field name.
  static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "#"),
      UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// Whether an ASCII byte may stand in unquoted text, once it has begun.
  static func isPattern(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "/"): true
    default: isName(byte)
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"), 0x0C: true
    default: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  /// The length of the white space other than ASCII that starts at `offset`: no-break spaces, a byte-order mark …
  static func otherSpaceLength(in bytes: [UInt8], at offset: Int) -> Int? {
    switch bytes[offset] {
    case 0xC2:
      // U+00A0
      return offset + 1 < bytes.count && bytes[offset + 1] == 0xA0 ? 2 : nil
    case 0xE1, 0xE2, 0xE3, 0xEF:
      guard offset + 2 < bytes.count else { return nil }
      switch (bytes[offset], bytes[offset + 1], bytes[offset + 2]) {
      case (0xE1, 0x9A, 0x80),  // U+1680
        (0xE2, 0x80, 0x80...0x8D),  // U+2000 to U+200D
        (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF),  // U+2028, U+2029, U+202F
        (0xE2, 0x81, 0x9F), (0xE2, 0x81, 0xA0),  // U+205F, U+2060
        (0xE3, 0x80, 0x80),  // U+3000
        (0xEF, 0xBB, 0xBF):  // U+FEFF
        return 3
      default: return nil
      }
    default: return nil
    }
  }

  /// The bytes of the UTF-8 sequence at `offset` that should be taken together; 1 for a malformed one.
  static func length(in bytes: [UInt8], at offset: Int) -> Int {
    let expected: Int
    switch bytes[offset] {
    case 0xC2...0xDF: expected = 2
    case 0xE0...0xEF: expected = 3
    case 0xF0...0xF4: expected = 4
    default: return 1
    }
    guard offset + expected <= bytes.count else { return 1 }
    switch (bytes[offset], bytes[offset + 1]) {
    // Longer than need be, surrogates, and beyond U+10FFFF.
    case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): return 1
    default: break
    }
    for index in offset + 1..<offset + expected where bytes[index] & 0xC0 != 0x80 { return 1 }
    return expected
  }
}
