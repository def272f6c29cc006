import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Reads JSON text into flat fields: `{"a":{"b":1},"c":[{"d":2}]}` is `a.b=1` and `c[0].d=2`.
///
/// Numbers keep their text. Nesting deeper than `limit` is an error, so a hostile text cannot exhaust the stack.
struct JSONFlattener {
  static let limit = 256

  /// Called with the path and the text of every value; `isNull` tells a null from the text `null`.
  typealias Visitor = (_ path: String, _ value: [UInt8], _ isNull: Bool) -> Void

  private let bytes: [UInt8]
  private let separator: String
  private var index = 0

  private init(_ bytes: [UInt8], separator: String) {
    self.bytes = bytes
    self.separator = separator
  }

  /// Visits every value; false when the text is no JSON.
  ///
  /// - Parameter separator: stands between the names of a path.
  static func flatten(_ text: Span<UInt8>, separator: String = ".", _ visit: Visitor) -> Bool {
    var copy: [UInt8] = []
    copy.reserveCapacity(text.count)
    for index in text.indices { copy.append(text[index]) }
    var reader = JSONFlattener(copy, separator: separator)
    reader.skipBlanks()
    guard reader.value("", 0, visit) else { return false }
    reader.skipBlanks()
    return reader.index == copy.count
  }

  private mutating func value(_ path: String, _ depth: Int, _ visit: Visitor) -> Bool {
    guard depth < Self.limit, index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "{"): return object(path, depth, visit)
    case UInt8(ascii: "["): return array(path, depth, visit)
    case UInt8(ascii: "\""):
      guard let text = string() else { return false }
      visit(path, text, false)
      return true
    default:
      let start = index
      while index < bytes.count, !Self.endsScalar(bytes[index]) { index += 1 }
      let text = Array(bytes[start..<index])
      guard text == Array("null".utf8) || text == Array("true".utf8) || text == Array("false".utf8) || Self.isNumber(text)
      else { return false }
      visit(path, text, text == Array("null".utf8))
      return true
    }
  }

  /// JSON's numbers: no plus sign, no zeros in front, digits on both sides of the point.
  private static func isNumber(_ text: [UInt8]) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    guard let first = digits.first, first &- 0x30 < 10, NumberText.parse(text.span) != nil else { return false }
    if first == 0x30, let second = digits.dropFirst().first, second &- 0x30 < 10 { return false }
    guard let point = digits.firstIndex(of: UInt8(ascii: ".")) else { return true }
    return point + 1 < digits.endIndex && digits[point + 1] &- 0x30 < 10
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte <= 0x20
  }

  private mutating func object(_ path: String, _ depth: Int, _ visit: Visitor) -> Bool {
    index += 1
    skipBlanks()
    if take(UInt8(ascii: "}")) { return true }
    while true {
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\""), let key = string() else { return false }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { return false }
      skipBlanks()
      let name = String(decoding: key, as: UTF8.self)
      guard value(path.isEmpty ? name : "\(path)\(separator)\(name)", depth + 1, visit) else { return false }
      skipBlanks()
      if take(UInt8(ascii: "}")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  private mutating func array(_ path: String, _ depth: Int, _ visit: Visitor) -> Bool {
    index += 1
    skipBlanks()
    if take(UInt8(ascii: "]")) { return true }
    var count = 0
    while true {
      skipBlanks()
      guard value("\(path)[\(count)]", depth + 1, visit) else { return false }
      count += 1
      skipBlanks()
      if take(UInt8(ascii: "]")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  /// The text of a string, its escapes resolved.
  private mutating func string() -> [UInt8]? {
    index += 1
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { return text }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard index < bytes.count else { return nil }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        guard let scalar = unicodeEscape() else { return nil }
        text.append(contentsOf: String(Character(scalar)).utf8)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
      default: return nil
      }
    }
    return nil
  }

  /// `HHHH`, or two of them for a scalar beyond the basic plane; a lone surrogate is U+FFFD.
  private mutating func unicodeEscape() -> Unicode.Scalar? {
    guard let first = hexadecimal() else { return nil }
    if (0xD800..<0xDC00).contains(first), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    {
      let back = index
      index += 2
      if let second = hexadecimal(), (0xDC00..<0xE000).contains(second) {
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      }
      index = back
    }
    return Unicode.Scalar(first) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
    else { return nil }
    index += 4
    return value
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }
}
