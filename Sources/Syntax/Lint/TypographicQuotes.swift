import MartletDiagnostics

/// “Text” in curly quotes, as word processors write it: the quotes are part of the text.
struct TypographicQuotes: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    switch filter {
    case .freeText(.text(let text)): check(text.raw, isQuoted: text.isQuoted, at: text.range)
    case .comparison(let comparison):
      if case .text(let text) = comparison.value { check(text.raw, isQuoted: text.isQuoted, at: text.range) }
    default: break
    }
  }

  mutating func visit(_ expression: Expression) {
    if case .word(let name) = expression { check(name.raw, isQuoted: false, at: name.range) }
  }

  private mutating func check(_ raw: String, isQuoted: Bool, at range: SourceRange) {
    let quotes: Set<Unicode.Scalar> = ["\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}"]
    guard !isQuoted, raw.utf8.contains(where: { $0 >= 0x80 }), raw.unicodeScalars.contains(where: quotes.contains) else { return }
    findings.append(.typographicQuotes(String(String.UnicodeScalarView(raw.unicodeScalars.filter { !quotes.contains($0) })), at: range))
  }
}

extension Diagnostic {
  fileprivate static func typographicQuotes(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "typographic-quotes", .warning, "curly quotes are part of the text here", at: range,
      help: "Write straight quotes: \(StringLiteral.quoted(text)).",
      fixIts: [FixIt("use straight quotes", replacing: range, with: StringLiteral.quoted(text))])
  }
}
