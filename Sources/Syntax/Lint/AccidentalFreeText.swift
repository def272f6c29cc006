import MartletDiagnostics

/// A step that searches for words although it follows a pipe, where people mean a command: `| fields a`.
struct AccidentalFreeText: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ pipeline: Pipeline, in place: LintPlace) {
    // A condition that is a word is meant: at the start of a query, a block or a branch.
    for step in place == .arm ? pipeline.steps[...] : pipeline.steps.dropFirst() {
      guard case .filter(let filter) = step else { continue }
      let terms = if case .and(let junction) = filter { junction.terms } else { [filter] }
      guard let first = terms.first?.bareWord else { continue }
      let words = terms.prefix { $0.bareWord != nil }.compactMap(\.bareWord)
      findings.append(.accidentalFreeText(words, startingAt: first))
    }
  }
}

extension Filter {
  /// The unquoted word a term searches every field for, unless it has a wildcard.
  var bareWord: TextPattern? {
    guard case .freeText(.text(let text)) = self, !text.isQuoted, !text.hasWildcard else { return nil }
    return text
  }
}

extension Diagnostic {
  fileprivate static func accidentalFreeText(_ words: [TextPattern], startingAt first: TextPattern) -> Diagnostic {
    let quoted = words.map { "'\($0.raw)'" }
    let list = quoted.count == 1 ? quoted[0] : quoted.dropLast().joined(separator: ", ") + " and " + quoted[quoted.count - 1]
    return Diagnostic(
      "accidental-free-text", .warning, "this step searches every field for the text \(list)",
      at: first.range.union(words[words.count - 1].range),
      help: "Write a function with parentheses, as in 'head(10)', a comparison, as in 'user=ann', or put text you mean in quotes.",
      fixIts: [FixIt("put the text in quotes", edits: words.map { Located(StringLiteral.quoted($0.text), at: $0.range) })])
  }
}
