import Yams

/// A plain or quoted YAML value, read once more to learn where its characters stand. It may go over several lines,
/// which YAML joins, and hold escapes.
struct FlowScalar {
  private let bytes: [UInt8]
  private let isDouble: Bool
  private let isSingle: Bool
  private var index: Int
  private var text: [UInt8] = []
  private var offsets: [Int] = []

  init(_ bytes: [UInt8], from start: Int, style: Node.Scalar.Style) {
    self.bytes = bytes
    isDouble = style == .doubleQuoted
    isSingle = style == .singleQuoted
    index = isDouble || isSingle ? start + 1 : start
  }

  /// The offset of each byte of `value`, and of its end; `nil` when the text here is not that value.
  func offsets(of value: [UInt8]) -> [Int]? {
    var reader = self
    while reader.text.count < value.count, reader.index < bytes.count { reader.readOne() }
    guard reader.text == value else { return nil }
    return reader.offsets + [reader.index]
  }

  private mutating func readOne() {
    let byte = bytes[index]
    if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && next == UInt8(ascii: "\n")) {
      joinLines()
    } else if isDouble, byte == UInt8(ascii: "\\") {
      readEscape()
    } else {
      append([byte], at: index)
      index += isSingle && byte == UInt8(ascii: "'") && next == byte ? 2 : 1
    }
  }

  private var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

  private mutating func append(_ more: some Sequence<UInt8>, at offset: Int) {
    for byte in more {
      text.append(byte)
      offsets.append(offset)
    }
  }

  /// A line break is a space, and an empty line a line break; blanks around them are nothing.
  private mutating func joinLines() {
    while let last = text.last, last == 0x20 || last == 0x09, let place = offsets.last, bytes[place] == last {
      text.removeLast()
      offsets.removeLast()
    }
    let place = index
    var breaks = 0
    while index < bytes.count, [0x0A, 0x0D, 0x20, 0x09].contains(bytes[index]) {
      if bytes[index] == 0x0A { breaks += 1 }
      index += 1
    }
    append(breaks == 1 ? [0x20] : Array(repeating: 0x0A, count: breaks - 1), at: place)
  }

  private mutating func readEscape() {
    let place = index
    guard let letter = next else {
      index += 1
      return
    }
    index += 2
    switch letter {
    case UInt8(ascii: "n"): append([0x0A], at: place)
    case UInt8(ascii: "t"), 0x09: append([0x09], at: place)
    case UInt8(ascii: "r"): append([0x0D], at: place)
    case UInt8(ascii: "x"): readCode(of: 2, at: place)
    case UInt8(ascii: "u"): readCode(of: 4, at: place)
    case UInt8(ascii: "U"): readCode(of: 8, at: place)
    case UInt8(ascii: "_"): append("\u{A0}".utf8, at: place)
    case 0x0A, 0x0D:
      // The value goes on in the next line, behind its blanks.
      while index < bytes.count, [0x0A, 0x0D, 0x20, 0x09].contains(bytes[index]) { index += 1 }
    default: append([letter], at: place)
    }
  }

  private mutating func readCode(of digits: Int, at place: Int) {
    let end = min(index + digits, bytes.count)
    let code = UInt32(String(decoding: bytes[index..<end], as: UTF8.self), radix: 16)
    index = end
    append(String(code.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}").utf8, at: place)
  }
}
