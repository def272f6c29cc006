/// Telling addresses from names.
enum NetworkAddress {
  /// Whether the text is an IPv4 or IPv6 address.
  static func isAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe isIPv4(text) || isIPv6(text)
  }

  static func isIPv4(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var parts = 1
    var digits = 0
    var value = 0
    for index in text.indices {
      let byte = unsafe text[index]
      if byte == UInt8(ascii: ".") {
        guard digits > 0, value < 256 else { return false }
        parts += 1
        digits = 0
        value = 0
      } else {
        guard byte &- 0x30 < 10, digits < 3 else { return false }
        value = value * 10 + Int(byte &- 0x30)
        digits += 1
      }
    }
    return parts == 4 && digits > 0 && value < 256
  }

  /// Groups of hexadecimal digits between colons, possibly with an IPv4 address at the end.
  static func isIPv6(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var colons = 0
    var digits = 0
    var isShortened = false
    var previous: UInt8 = 0
    for index in text.indices {
      let byte = unsafe text[index]
      switch byte {
      case UInt8(ascii: ":"):
        if previous == byte {
          if isShortened { return false }
          isShortened = true
        }
        colons += 1
        digits = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        digits += 1
        if digits > 4 { return false }
      case UInt8(ascii: "."):
        let start = index - digits
        return unsafe colons >= 2 && colons <= 6 && isIPv4(UnsafeBufferPointer(rebasing: text[start...]))
      default:
        return false
      }
      previous = byte
    }
    return colons >= 2 && colons <= 8 && (isShortened || (colons == 7 && digits > 0))
  }

  /// An address without the port after it: `192.0.2.1:443`, `[2001:db8::1]:443`.
  static func withoutPort(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    if text.count > 2, unsafe text[0] == UInt8(ascii: "[") {
      return unsafe UnsafeBufferPointer(rebasing: text[1...]).prefix(beforeFirst: UInt8(ascii: "]"))
    }
    let host = unsafe text.prefix(beforeFirst: UInt8(ascii: ":"))
    return unsafe host.count < text.count && isIPv4(host) ? host : text
  }
}
