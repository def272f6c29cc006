import MartletDiagnostics

extension Lexer {
  /// Reads the regex whose opening slash is here, with its flags.
  ///
  /// Its end is the first slash on the line that is neither escaped nor in a character class; if there is none, the first that
  /// is not escaped. Returns nil and stays where it is when the line has no closing slash.
  mutating func scanRegex() -> RegexLiteral? {
    let start = offset
    guard let close = regexEnd(heedingClasses: true) ?? regexEnd(heedingClasses: false) else { return nil }
    var end = close + 1
    while end < bytes.count, CharacterClass.isLetter(bytes[end]) { end += 1 }
    offset = end
    let patternRange = SourceRange(start + 1, close)
    let raw = text(patternRange)
    return RegexLiteral(
      pattern: RegexLiteral.pattern(of: raw), raw: raw, flags: text(SourceRange(close + 1, end)),
      patternRange: patternRange, range: SourceRange(start, end))
  }

  private func regexEnd(heedingClasses: Bool) -> Int? {
    var index = offset + 1
    var isInClass = false
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"): return nil
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !(isInClass && heedingClasses): return index
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The end of the line that is being read.
  var lineEnd: Int {
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }
}

extension RegexLiteral {
  /// The regular expression that stands between two slashes.
  static func pattern(of raw: String) -> String {
    guard raw.utf8.contains(UInt8(ascii: "\\")) else { return raw }
    var pattern = ""
    var scalars = Substring(raw).unicodeScalars
    while let scalar = scalars.popFirst() {
      if scalar == "\\", let next = scalars.popFirst() {
        if next != "/" { pattern.unicodeScalars.append(scalar) }
        pattern.unicodeScalars.append(next)
      } else {
        pattern.unicodeScalars.append(scalar)
      }
    }
    return pattern
  }
}
