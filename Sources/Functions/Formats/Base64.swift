/// Base64 with the standard alphabet.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes a text stands for. Characters outside the alphabet are skipped and padding may be missing; `nil` when
  /// what remains is no Base64.
  static func decode(_ text: Span<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var count = 0
    var hasEnded = false
    for index in text.indices {
      let byte = text[index]
      guard let value = value(of: byte) else {
        if byte == UInt8(ascii: "=") { hasEnded = true }
        continue
      }
      if hasEnded { return nil }
      buffer = buffer &<< 6 | value
      count += 1
      if count % 4 == 0 {
        bytes.append(UInt8(truncatingIfNeeded: buffer &>> 16))
        bytes.append(UInt8(truncatingIfNeeded: buffer &>> 8))
        bytes.append(UInt8(truncatingIfNeeded: buffer))
      }
    }
    switch count % 4 {
    case 1: return nil
    case 2: bytes.append(UInt8(truncatingIfNeeded: buffer &>> 4))
    case 3:
      bytes.append(UInt8(truncatingIfNeeded: buffer &>> 10))
      bytes.append(UInt8(truncatingIfNeeded: buffer &>> 2))
    default: break
    }
    return bytes
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// Appends bytes as Base64.
  static func append(_ bytes: Span<UInt8>, padded: Bool = true, to text: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let left = min(3, bytes.count - index)
      var buffer = UInt32(bytes[index]) &<< 16
      if left > 1 { buffer |= UInt32(bytes[index + 1]) &<< 8 }
      if left > 2 { buffer |= UInt32(bytes[index + 2]) }
      for place in 0..<4 {
        if place <= left {
          text.append(alphabet[Int(buffer &>> UInt32(18 - 6 * place)) & 63])
        } else if padded {
          text.append(UInt8(ascii: "="))
        }
      }
      index += 3
    }
  }
}
