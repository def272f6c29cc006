/// Reads XML: elements, attributes and texts, with the five named entities and numeric ones.
///
/// There are no document types here, so nothing is ever expanded or fetched; depth is limited. Names are taken as they
/// are written, prefixes included.
struct XMLReader {
  static let limit = 256

  enum Event {
    case start(name: String, attributes: [(name: String, value: String)])
    case text(String)
    case end
  }

  private let bytes: [UInt8]
  private var index = 0
  private var open: [String] = []
  private var events: [Event] = []
  private var hasRoot = false

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The events of a document; `nil` when the text is not well-formed.
  static func events(in text: [UInt8]) -> [Event]? {
    var reader = XMLReader(text)
    return reader.read() ? reader.events : nil
  }

  private mutating func read() -> Bool {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        guard readMarkup() else { return false }
      } else {
        guard readText() else { return false }
      }
    }
    return hasRoot && open.isEmpty
  }

  private mutating func readText() -> Bool {
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
    guard let text = Self.resolved(bytes[start..<index]) else { return false }
    if open.isEmpty { return text.allSatisfy(\.isWhitespace) }
    events.append(.text(text))
    return true
  }

  private mutating func readMarkup() -> Bool {
    if skip("<!--") { return skip(through: "-->") }
    if skip("<![CDATA[") {
      let start = index
      guard skip(through: "]]>"), !open.isEmpty else { return false }
      events.append(.text(String(decoding: bytes[start..<(index - 3)], as: UTF8.self)))
      return true
    }
    if skip("<?") { return skip(through: "?>") }
    if skip("<!DOCTYPE") { return skipDocumentType() }
    if skip("</") {
      guard let name = readName(), open.last == name else { return false }
      skipBlanks()
      guard skip(">") else { return false }
      open.removeLast()
      events.append(.end)
      return true
    }
    return readStart()
  }

  private mutating func readStart() -> Bool {
    index += 1
    guard let name = readName(), open.count < Self.limit, !(open.isEmpty && hasRoot) else { return false }
    hasRoot = true
    var attributes: [(name: String, value: String)] = []
    while true {
      let before = index
      skipBlanks()
      if skip("/>") {
        events.append(.start(name: name, attributes: attributes))
        events.append(.end)
        return true
      }
      if skip(">") {
        events.append(.start(name: name, attributes: attributes))
        open.append(name)
        return true
      }
      guard index > before, let attribute = readName() else { return false }
      skipBlanks()
      guard skip("=") else { return false }
      skipBlanks()
      guard index < bytes.count else { return false }
      let quote = bytes[index]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return false }
      index += 1
      let start = index
      while index < bytes.count, bytes[index] != quote, bytes[index] != UInt8(ascii: "<") { index += 1 }
      guard index < bytes.count, bytes[index] == quote, let value = Self.resolved(bytes[start..<index]) else { return false }
      index += 1
      attributes.append((attribute, value))
    }
  }

  /// Passes over a document type without reading it; one with declarations of its own is refused.
  private mutating func skipDocumentType() -> Bool {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "[") { return false }
      index += 1
      if bytes[index - 1] == UInt8(ascii: ">") { return true }
    }
    return false
  }

  private mutating func readName() -> String? {
    let start = index
    while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
    guard index > start, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start]), bytes[start] != UInt8(ascii: "-")
    else { return nil }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...:
      true
    default: false
    }
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index + length <= bytes.count, String(decoding: bytes[index..<(index + length)], as: UTF8.self) == "\(text)" else {
      return false
    }
    index += length
    return true
  }

  private mutating func skip(through text: StaticString) -> Bool {
    while index < bytes.count {
      if skip(text) { return true }
      index += 1
    }
    return false
  }

  /// A text with its entities resolved; `nil` for one that is unknown.
  private static func resolved(_ bytes: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      guard let end = rest[start...].firstIndex(of: ";") else { return nil }
      let name = rest[rest.index(after: start)..<end]
      switch name {
      case "amp": result += "&"
      case "lt": result += "<"
      case "gt": result += ">"
      case "quot": result += "\""
      case "apos": result += "'"
      default:
        let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
        guard let scalar = number.flatMap({ Unicode.Scalar($0) }) else { return nil }
        result.unicodeScalars.append(scalar)
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
