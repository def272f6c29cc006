/// The extension of a CEF message: `key=value key=value`, where values may hold blanks.
enum CEFExtension {
  /// Keys with their values; a value runs up to the blank before the next `key=`.
  static func pairs(_ text: Substring) -> [(key: String, value: String)] {
    var pairs: [(key: String, value: String)] = []
    var starts: [(key: Range<Substring.Index>, value: Substring.Index)] = []
    var index = text.startIndex
    var isEscaped = false
    while index < text.endIndex {
      let character = text[index]
      if character == "=", !isEscaped {
        var start = index
        while start > text.startIndex, Self.isKey(text[text.index(before: start)]) { start = text.index(before: start) }
        let isFirst = start == text.startIndex || text[text.index(before: start)].isWhitespace
        if start < index, isFirst { starts.append((start..<index, text.index(after: index))) }
      }
      isEscaped = character == "\\" && !isEscaped
      index = text.index(after: index)
    }
    for (number, pair) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].key.lowerBound : text.endIndex
      var value = text[pair.value..<end]
      while value.last?.isWhitespace == true { value.removeLast() }
      pairs.append((String(text[pair.key]), unescaped(value)))
    }
    return pairs
  }

  private static func isKey(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_.-[]".contains(character)
  }

  /// `\=`, `\|`, `\\`, `\n`, `\r` and `\t` resolved.
  static func unescaped(_ text: Substring) -> String {
    guard text.contains("\\") else { return String(text) }
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        switch character {
        case "n": result.append("\n")
        case "r": result.append("\r")
        case "t": result.append("\t")
        case "=", "|", "\\": result.append(character)
        default:
          result.append("\\")
          result.append(character)
        }
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return isEscaped ? result + "\\" : result
  }

  /// The parts of a header up to `count` of them, and what is left behind the last bar.
  static func header(_ text: Substring, count: Int) -> (parts: [String], rest: Substring)? {
    var parts: [String] = []
    var start = text.startIndex
    var index = start
    var isEscaped = false
    while index < text.endIndex, parts.count < count {
      if text[index] == "|", !isEscaped {
        parts.append(unescaped(text[start..<index]))
        start = text.index(after: index)
      }
      isEscaped = text[index] == "\\" && !isEscaped
      index = text.index(after: index)
    }
    return parts.count == count ? (parts, text[start...]) : nil
  }

  /// Pairs such as `cs1` and `cs1Label` become the label and its value; with `keepsLabels` they stay too.
  static func labelled(_ pairs: [(key: String, value: String)], keepsLabels: Bool)
    -> (plain: [(key: String, value: String)], labelled: [(label: String, value: String)])
  {
    var plain: [(key: String, value: String)] = []
    var found: [(label: String, value: String)] = []
    for pair in pairs {
      if pair.key.hasSuffix("Label"), pairs.contains(where: { $0.key == pair.key.dropLast(5) }) {
        if keepsLabels { plain.append(pair) }
        continue
      }
      if let label = pairs.first(where: { $0.key == pair.key + "Label" }) {
        found.append((label.value, pair.value))
        if !keepsLabels { continue }
      }
      plain.append(pair)
    }
    return (plain, found)
  }
}
