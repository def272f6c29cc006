/// Reads single scalars out of UTF-8 bytes.
enum UTF8Reader {
  /// The scalar that starts at `offset`, with its length in bytes; nil where the bytes are no UTF-8.
  static func scalar(in text: Span<UInt8>, at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    let lead = text[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0, offset + length <= text.count else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for index in 1..<length {
      let byte = text[offset + index]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  /// Where the character after the one at `offset` starts; a byte that is no UTF-8 counts as one character.
  static func offset(after offset: Int, in text: Span<UInt8>) -> Int {
    guard offset < text.count else { return offset + 1 }
    return offset + (scalar(in: text, at: offset)?.length ?? 1)
  }
}
