import MartletCatalog

/// How bytes stand for characters.
enum Charset: String, ChoiceArgument {
  case utf8 = "UTF-8"
  case latin1 = "ISO-8859-1"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"

  /// Appends the text that `bytes` stand for, as UTF-8. What is no character becomes U+FFFD.
  func append(_ bytes: [UInt8], to text: inout [UInt8]) {
    switch self {
    case .utf8:
      text.append(contentsOf: String(decoding: bytes, as: UTF8.self).utf8)
    case .latin1:
      for byte in bytes { text.append(contentsOf: String(Unicode.Scalar(byte)).utf8) }
    case .utf16LittleEndian, .utf16BigEndian:
      var units: [UInt16] = []
      for index in stride(from: 0, to: bytes.count - 1, by: 2) {
        let first = UInt16(bytes[index])
        let second = UInt16(bytes[index + 1])
        units.append(self == .utf16BigEndian ? first << 8 | second : second << 8 | first)
      }
      text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
      if bytes.count % 2 == 1 { text.append(contentsOf: "\u{FFFD}".utf8) }
    }
  }
}
