import MartletColumns

/// Changes the case of texts, by the rules of a language where they differ.
struct LetterCase: Sendable {
  enum Direction: Sendable { case lower, upper }

  private let direction: Direction
  /// Turkish and Azerbaijani have an i with a dot and one without, in both cases.
  private let hasDottedI: Bool
  /// Lithuanian keeps the dot of i, j and į below an accent.
  private let keepsDots: Bool

  /// - Parameter locale: an ISO 639 language, perhaps with a country: `tr`, `da_DK`.
  init(_ direction: Direction, locale: String?) {
    self.direction = direction
    let language = (locale ?? "").prefix { $0.isLetter }.lowercased()
    hasDottedI = language == "tr" || language == "az"
    keepsDots = language == "lt"
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
    // Sigma has a form of its own at the end of words, which String does not know.
    guard hasDottedI || keepsDots || direction == .lower && text.unicodeScalars.contains("Σ") else {
      return direction == .lower ? text.lowercased() : text.uppercased()
    }
    let scalars = Array(keepsDots && direction == .lower ? Self.takingApart(text).unicodeScalars : text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      switch (direction, scalar) {
      case (.lower, "I") where hasDottedI: result += Self.isDot(after: index, in: scalars) ? "i" : "ı"
      case (.lower, "\u{307}") where hasDottedI && index > 0 && scalars[index - 1] == "I": break
      case (.lower, "İ") where hasDottedI: result += "i"
      case (.upper, "i") where hasDottedI: result += "İ"
      case (.lower, "I"), (.lower, "J"), (.lower, "Į"):
        result += scalar.properties.lowercaseMapping
        if keepsDots, Self.hasAccentAbove(after: index, in: scalars) { result += "\u{307}" }
      case (.upper, "\u{307}") where keepsDots && index > 0 && "ijį".unicodeScalars.contains(scalars[index - 1]): break
      case (.lower, "Σ"): result += Self.endsWord(index, in: scalars) ? "ς" : "σ"
      case (.lower, _): result += scalar.properties.lowercaseMapping
      case (.upper, _): result += scalar.properties.uppercaseMapping
      }
    }
    return result
  }

  /// Letters that are an i with an accent above become the letter and its accent.
  private static func takingApart(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "Ì": result += "I\u{300}"
      case "Í": result += "I\u{301}"
      case "Ĩ": result += "I\u{303}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isDot(after index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    index + 1 < scalars.count && scalars[index + 1] == "\u{307}"
  }

  private static func hasAccentAbove(after index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    index + 1 < scalars.count && scalars[index + 1].properties.canonicalCombiningClass == .above
  }

  /// Whether a letter stands before a place and none behind it, marks aside.
  private static func endsWord(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard let before = scalars[..<index].last(where: { !$0.properties.isCaseIgnorable }), before.properties.isCased
    else { return false }
    return !(scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }?.properties.isCased ?? false)
  }
}
