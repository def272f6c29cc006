import MartletColumns

/// Changes the case of texts, by the rules of a language where they differ.
struct LetterCase: Sendable {
  enum Direction: Sendable { case lower, upper }

  private let direction: Direction
  /// Turkish and Azerbaijani have an i with a dot and one without, in both cases.
  private let hasDottedI: Bool

  /// - Parameter locale: an ISO 639 language, perhaps with a country: `tr`, `da_DK`.
  init(_ direction: Direction, locale: String?) {
    self.direction = direction
    let language = (locale ?? "").prefix { $0.isLetter }.lowercased()
    hasDottedI = language == "tr" || language == "az"
  }

  /// Appends a text in the wanted case.
  func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
    let start = output.count
    var isASCII = true
    let first: UInt8 = direction == .lower ? UInt8(ascii: "A") : UInt8(ascii: "a")
    for index in text.indices {
      let byte = text[index]
      if byte >= 0x80 || (hasDottedI && byte | 0x20 == UInt8(ascii: "i")) { isASCII = false }
      output.append(byte &- first < 26 ? byte ^ 0x20 : byte)
    }
    if isASCII { return }
    // ASCII letters keep their length, so the bytes of other characters are still the original ones.
    output.removeSubrange(start...)
    for index in text.indices { output.append(text[index]) }
    let string = String(decoding: output[start...], as: UTF8.self)
    output.removeSubrange(start...)
    output.append(contentsOf: converted(string).utf8)
  }

  private func converted(_ text: String) -> String {
    guard hasDottedI else { return direction == .lower ? text.lowercased() : text.uppercased() }
    var result = ""
    for scalar in text.unicodeScalars {
      switch (direction, scalar) {
      case (.lower, "I"): result += "ı"
      case (.lower, "İ"): result += "i"
      case (.upper, "i"): result += "İ"
      case (.lower, _): result += scalar.properties.lowercaseMapping
      case (.upper, _): result += scalar.properties.uppercaseMapping
      }
    }
    return result
  }
}
