/// HTML and SVG in the making. A value can only become text: there is no way to put markup in from outside.
struct Markup {
  private(set) var text = ""

  /// Elements that have no end.
  private static let void: Set<String> = ["meta", "br", "hr", "input"]

  /// An element with attributes and what stands in it.
  ///
  /// - Parameter name: of the element; names and attribute names are ours, values may be anybody's.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ content: (inout Markup) -> Void = { _ in }
  ) {
    text += "<\(name)"
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    text += ">"
    if Self.void.contains("\(name)") { return }
    content(&self)
    text += "</\(name)>"
  }

  /// An element that holds a text.
  mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text value: String) {
    element(name, attributes) { $0.write(value) }
  }

  /// A text from anywhere.
  mutating func write(_ value: String) { text += Self.escaped(value) }

  /// A value of an event: long ones are cut, and say so.
  mutating func value(_ value: String, limit: Int = 400) {
    if value.unicodeScalars.count <= limit { return write(value) }
    write(String(String.UnicodeScalarView(value.unicodeScalars.prefix(limit))))
    element("span", ["class": "cut"], text: " … cut; \(value.unicodeScalars.count) characters in all")
  }

  /// A line end between blocks, so that the file can be read.
  mutating func newLine() { text += "\n" }

  /// Style, which is ours.
  mutating func style(_ sheet: StaticString) { text += "<style>\(sheet)</style>" }

  mutating func doctype() { text += "<!DOCTYPE html>\n" }

  /// Markup is escaped; control characters and those that turn the direction of text around are shown, not obeyed.
  static func escaped(_ value: String) -> String {
    var result = ""
    result.reserveCapacity(value.utf8.count)
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}": result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case "\u{7F}"..."\u{9F}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
