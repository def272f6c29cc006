import MartletDiagnostics

/// What converters of Sigma rules get wrong: empty regexes, and slashes in regexes.
extension QueryParser {
  /// `f=//i`, an empty regex, which is a comment: the rest of the line would be lost.
  mutating func parseCommentedValue() -> FilterValue? {
    guard lexer.isAt("//") else { return nil }
    let start = lexer.offset
    let isRegex = peek { ahead in
      ahead.offset += 2
      while CharacterClass.isLetter(ahead.byte), "dgimFs".utf8.contains(ahead.byte) { ahead.offset += 1 }
      return ahead.isAtEnd || CharacterClass.isSpace(ahead.byte) || ")|;}".utf8.contains(ahead.byte) ? ahead.offset : nil
    }
    guard let isRegex else { return nil }
    lexer.offset = isRegex
    let whole = range(from: start)
    report(.emptyRegex(at: whole))
    stepIsBroken = false
    return .text(TextPattern(text: "", raw: "\"\"", isQuoted: true, range: whole))
  }

  /// `/C:/Windows/i`: a slash in the regex ended it. Finds the slash that was meant to,
  /// one with flags and a boundary after it, and reads on there.
  mutating func parseSlashInRegex(_ regex: RegexLiteral) -> RegexLiteral? {
    let bytes = lexer.bytes
    let start = regex.range.lowerBound
    let lineEnd = lexer.lineEnd
    var index = regex.range.upperBound
    var found: (close: Int, end: Int)?
    search: while index < lineEnd {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "="), UInt8(ascii: "|"), UInt8(ascii: ";"): break search
      case UInt8(ascii: "/"):
        var end = index + 1
        while end < bytes.count, "dgimF".utf8.contains(bytes[end]) { end += 1 }
        if end >= lineEnd || CharacterClass.isSpace(bytes[end]) || ")|;}".utf8.contains(bytes[end]) {
          found = (index, end)
          break search
        }
      default: break
      }
      index += 1
    }
    guard let (close, end) = found else { return nil }
    let patternRange = SourceRange(start + 1, close)
    let raw = Self.escapingSlashes(lexer.text(patternRange))
    lexer.offset = end
    let repaired = RegexLiteral(
      pattern: RegexLiteral.pattern(of: raw), raw: raw, flags: lexer.text(SourceRange(close + 1, end)),
      patternRange: patternRange, range: SourceRange(start, end))
    report(.slashInRegex(raw, at: SourceRange(regex.patternRange.upperBound, regex.patternRange.upperBound + 1), patternRange))
    stepIsBroken = false
    return repaired
  }

  /// A regex body with a backslash before every slash that has none.
  private static func escapingSlashes(_ body: String) -> String {
    var result = ""
    var scalars = Substring(body).unicodeScalars
    while let scalar = scalars.popFirst() {
      if scalar == "/" { result += "\\" }
      result.unicodeScalars.append(scalar)
      if scalar == "\\", let next = scalars.popFirst() { result.unicodeScalars.append(next) }
    }
    return result
  }
}

extension Diagnostic {
  fileprivate static func emptyRegex(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "sigma-habit", .error, "'//' begins a comment; an empty regex cannot be written", at: range,
      help: "Converters of Sigma rules write it for an empty value: write '\"\"' to test for an empty value, as in 'user=\"\"'.",
      fixIts: [FixIt("write '\"\"'", replacing: range, with: "\"\"")])
  }

  fileprivate static func slashInRegex(_ raw: String, at slash: SourceRange, _ pattern: SourceRange) -> Diagnostic {
    Diagnostic(
      "sigma-habit", .error, "this '/' ends the regex", at: slash,
      help: "Write '\\/' for a slash inside a regex, as in 'path=/\\/etc\\/passwd/'.",
      fixIts: [FixIt("escape the slashes", replacing: pattern, with: raw)])
  }
}
