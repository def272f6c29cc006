import MartletDiagnostics

/// `a && b` searches for the text `&&`; in an expression `a&&b` is one name.
struct Ampersands: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    if let word = filter.bareWord, word.text == "&&" || word.text == "&" { findings.append(.ampersands(word)) }
  }
}

extension Diagnostic {
  fileprivate static func ampersands(_ word: TextPattern) -> Diagnostic {
    Diagnostic(
      "ampersands", .warning, "'\(word.raw)' is no operator here but a text to search for", at: word.range,
      help: "Write 'and', as in 'user=ann and code=404'; without a word between them two filters are joined by 'and' too.",
      fixIts: [FixIt("replace '\(word.raw)' with 'and'", replacing: word.range, with: "and")])
  }
}
