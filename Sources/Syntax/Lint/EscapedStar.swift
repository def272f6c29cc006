import MartletDiagnostics

/// `"\*"` in a pattern: how LogScale reads it is not documented.
struct EscapedStar: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    switch filter {
    case .freeText(.text(let text)): check(text)
    case .comparison(let comparison): if case .text(let text) = comparison.value { check(text) }
    default: break
    }
  }

  private mutating func check(_ text: TextPattern) {
    guard text.isQuoted else { return }
    var isEscaped = false
    for byte in text.raw.utf8 {
      if isEscaped, byte == UInt8(ascii: "*") { return findings.append(.escapedStar(text)) }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
  }
}

extension Diagnostic {
  fileprivate static func escapedStar(_ text: TextPattern) -> Diagnostic {
    Diagnostic(
      "escaped-star", .warning, "'\\*' is read as a star; LogScale's documentation does not say so", at: text.range,
      help: "Use a regex to match a star, as in 'user=/^\\*$/'; for a backslash and a wildcard write '\\\\*'.")
  }
}
