/// Texts as JSON.
enum JSONText {
  /// Appends a text in quotes. Bytes that are no UTF-8 become U+FFFD, so that the output is always JSON.
  static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for index in text.indices {
      let byte = text[index]
      if byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        bytes.append(byte)
      } else if byte >= 0x80 {
        return appendDecoded(text, from: index, to: &bytes)
      } else {
        appendEscaped(byte, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  static func append(_ text: String, to bytes: inout [UInt8]) {
    append(Array(text.utf8).span, to: &bytes)
  }

  /// The rest of a text from its first byte that is no ASCII.
  private static func appendDecoded(_ text: Span<UInt8>, from start: Int, to bytes: inout [UInt8]) {
    var rest: [UInt8] = []
    for index in start..<text.count { rest.append(text[index]) }
    for byte in String(decoding: rest, as: UTF8.self).utf8 {
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        appendEscaped(byte, to: &bytes)
      } else {
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
}
