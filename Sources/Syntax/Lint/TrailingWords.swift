import MartletDiagnostics

/// `x = a b` and `x < 1 + 2`: what follows the value is free text.
struct TrailingWords: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .and(let junction) = filter else { return }
    var index = 1
    while index < junction.terms.count {
      defer { index += 1 }
      guard junction.operators[index - 1].isImplicit, case .comparison(let comparison) = junction.terms[index - 1],
        let first = junction.terms[index].bareWord ?? junction.terms[index].arithmeticStar,
        isOnOneLine(comparison.range.upperBound, first.range.lowerBound)
      else { continue }
      var last = first
      while index + 1 < junction.terms.count, junction.operators[index].isImplicit,
        let next = junction.terms[index + 1].bareWord ?? junction.terms[index + 1].arithmeticStar,
        isOnOneLine(last.range.upperBound, next.range.lowerBound)
      {
        last = next
        index += 1
      }
      report(comparison, first, last)
    }
  }

  private func isOnOneLine(_ start: Int, _ end: Int) -> Bool {
    start <= end && !source.bytes[start..<end].contains(UInt8(ascii: "\n"))
  }

  private mutating func report(_ comparison: Comparison, _ first: TextPattern, _ last: TextPattern) {
    if first.text == "&&" || first.text == "&" { return }
    let words = SourceRange(first.range.lowerBound, last.range.upperBound)
    if ["+", "-", "*", "%"].contains(first.text) {
      return findings.append(.computationInFilter(comparison, source[words], at: words))
    }
    guard case .text(let value) = comparison.value, !value.isQuoted, comparison.operator.value != .like else {
      return findings.append(.trailingWords(source[words], at: words, .note))
    }
    let whole = SourceRange(value.range.lowerBound, words.upperBound)
    // A tag is followed by a search more often than it holds two words.
    let isTag = comparison.field.text.hasPrefix("#")
    findings.append(
      .trailingWords(source[words], at: words, isTag ? .note : .warning, quoting: isTag ? nil : Located(source[whole], at: whole)))
  }
}

extension Filter {
  /// A lone `*` as a term, which in `x = y * 2` was meant to multiply.
  fileprivate var arithmeticStar: TextPattern? {
    guard case .freeText(.text(let text)) = self, !text.isQuoted, text.text == "*" else { return nil }
    return text
  }
}

extension Diagnostic {
  fileprivate static func trailingWords(
    _ words: String, at range: SourceRange, _ severity: Severity, quoting value: Located<String>? = nil
  ) -> Diagnostic {
    let quoted = value.map { StringLiteral.quoted($0.value) }
    return Diagnostic(
      "trailing-words", severity, "'\(words)' is not part of the comparison: it is searched for in every field", at: range,
      help: quoted.map { "Put a value of several words in quotes: \($0)." } ?? "Put it in quotes, or in a step of its own, if that is meant.",
      fixIts: value.map { [FixIt("put the value in quotes", replacing: $0.range, with: StringLiteral.quoted($0.value))] } ?? [])
  }

  fileprivate static func computationInFilter(_ comparison: Comparison, _ words: String, at range: SourceRange) -> Diagnostic {
    let isEqual = comparison.operator.value == .equal
    return Diagnostic(
      "trailing-words", .warning, "a filter does not compute: '\(words)' is searched for in every field", at: range,
      help: isEqual ? "Write '\(comparison.field.raw) := …' to store a result, or 'test(\(comparison.field.raw) == …)' to compare with one."
        : "Write 'test(\(comparison.field.raw) \(comparison.operator.value.rawValue) …)' to compare with a result.",
      fixIts: isEqual ? [FixIt("replace '=' with ':='", replacing: comparison.operator.range, with: ":=")] : [])
  }
}
