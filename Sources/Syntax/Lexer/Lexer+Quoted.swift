import MartletDiagnostics

extension Lexer {
  /// A quoted text as it was found.
  struct Quoted {
    var literal: StringLiteral
    var isTerminated: Bool
    /// The first raw line break in it.
    var lineBreak: Int?
  }

  /// Reads the string whose opening quote is here. One that never ends stops at the end of its line.
  mutating func scanString(quote: UInt8 = UInt8(ascii: "\"")) -> Quoted {
    let start = offset
    var end = start + 1
    var lineBreak: Int?
    while end < bytes.count, bytes[end] != quote {
      if bytes[end] == UInt8(ascii: "\n"), lineBreak == nil {
        lineBreak = end
        if hasUnterminatedString { break }
      }
      end += bytes[end] == UInt8(ascii: "\\") && end + 1 < bytes.count ? 2 : 1
    }
    let isTerminated = end < bytes.count && bytes[end] == quote
    if isTerminated {
      offset = end + 1
    } else {
      offset = lineBreak ?? bytes.count
      lineBreak = nil
      hasUnterminatedString = true
    }
    let content = SourceRange(start + 1, isTerminated ? end : offset)
    let range = SourceRange(start, offset)
    return Quoted(
      literal: StringLiteral(value: StringLiteral.value(of: text(content)), raw: text(range), range: range),
      isTerminated: isTerminated, lineBreak: lineBreak)
  }

  /// Whether the single quote that opens here is closed on the same line.
  mutating func isSingleQuoteClosed() -> Bool {
    var end = offset + 1
    guard end > unclosedQuoteEnd else { return false }
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] == UInt8(ascii: "'") { return true }
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    unclosedQuoteEnd = end
    return false
  }
}

extension StringLiteral {
  /// The meaning of the text between two quotes.
  static func value(of content: String) -> String {
    guard content.utf8.contains(UInt8(ascii: "\\")) else { return content }
    var value = ""
    var scalars = Substring(content).unicodeScalars
    while let scalar = scalars.popFirst() {
      if scalar == "\\", let next = scalars.popFirst() {
        value += meaning(ofEscaped: next)
      } else {
        value.unicodeScalars.append(scalar)
      }
    }
    return value
  }

  /// A string as one writes it, for a meaning.
  static func quoted(_ value: String) -> String {
    var raw = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": raw += "\\\""
      case "\\": raw += "\\\\"
      case "\n": raw += "\\n"
      case "\t": raw += "\\t"
      default: raw.unicodeScalars.append(scalar)
      }
    }
    return raw + "\""
  }
}
