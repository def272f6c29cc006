import MartletColumns

/// Reads flat JSON objects, one after another, with their fields in order. Values are texts; numbers and words stand
/// for their own text.
struct JSONLines {
  private let bytes: [UInt8]
  private let place: String
  private var index = 0

  static func events(of text: String, at place: String) -> [EventList.Event] {
    var reader = JSONLines(bytes: Array(text.utf8), place: place)
    var events: [EventList.Event] = []
    while reader.skipBlanks() { events.append(reader.readObject()) }
    return events
  }

  private init(bytes: [UInt8], place: String) {
    self.bytes = bytes
    self.place = place
  }

  /// Whether something follows.
  private mutating func skipBlanks() -> Bool {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    return index < bytes.count
  }

  private mutating func expect(_ character: Character) {
    guard skipBlanks(), bytes[index] == character.asciiValue else {
      preconditionFailure("\(place): '\(character)' expected at byte \(index) of the JSON")
    }
    index += 1
  }

  private mutating func isNext(_ character: Character) -> Bool {
    skipBlanks() && bytes[index] == character.asciiValue
  }

  private mutating func readObject() -> EventList.Event {
    var event: EventList.Event = []
    expect("{")
    while !isNext("}") {
      if !event.isEmpty { expect(",") }
      let name = readText()
      expect(":")
      event.append((name, isNext("\"") ? readText() : readWord()))
    }
    expect("}")
    return event
  }

  private mutating func readWord() -> String {
    let start = index
    while index < bytes.count, !Array(" ,}\n\t".utf8).contains(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func readText() -> String {
    expect("\"")
    var text: [UInt8] = []
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 1
        readEscape(into: &text)
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    expect("\"")
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func readEscape(into text: inout [UInt8]) {
    let escape = bytes[index]
    index += 1
    switch escape {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      var unit = readUnit()
      if 0xD800..<0xDC00 ~= unit, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\") {
        index += 2
        unit = 0x10000 + (unit - 0xD800) << 10 + (readUnit() - 0xDC00)
      }
      text.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
    default: text.append(escape)
    }
  }

  private mutating func readUnit() -> UInt32 {
    defer { index += 4 }
    return UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16) ?? 0xFFFD
  }
}
