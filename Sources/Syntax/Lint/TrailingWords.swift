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
    if let mark = first.commentMark {
      return findings.append(.foreignComment(mark, at: SourceRange(first.range.lowerBound, first.range.lowerBound + mark.utf8.count)))
    }
    if ["+", "-", "*", "%"].contains(first.text) {
      let whole = SourceRange(comparison.range.lowerBound, words.upperBound)
      let isWhole = comparison.field.form == .bare && comparison.operator.value.isOrdering && source[words].isRestOfComputation
      return findings.append(
        .computationInFilter(comparison, source[words], at: words, test: isWhole ? Located(source[whole], at: whole) : nil))
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

extension String {
  /// Whether these words are an operator and a number or a name, once or more often: `* 1024`.
  fileprivate var isRestOfComputation: Bool {
    let words = split { $0 == " " || $0 == "\t" }
    return words.count.isMultiple(of: 2)
      && words.enumerated().allSatisfy { index, word in
        if index.isMultiple(of: 2) { return ["+", "-", "*", "%"].contains(word) }
        return NumberLiteral.value(of: String(word)) != nil || word.utf8.allSatisfy(CharacterClass.isName)
      }
  }
}

extension TextPattern {
  /// `--` or `#`, where the words begin with how another language begins a comment.
  fileprivate var commentMark: String? {
    text == "#" || (text.utf8.count >= 2 && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") }) ? text : nil
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

  fileprivate static func computationInFilter(
    _ comparison: Comparison, _ words: String, at range: SourceRange, test: Located<String>?
  ) -> Diagnostic {
    let isEqual = comparison.operator.value == .equal
    if let test {
      return Diagnostic(
        "trailing-words", .warning, "a filter does not compute: '\(words)' is searched for in every field", at: range,
        help: "Write 'test(\(test.value))' to compare with a result.",
        fixIts: [FixIt("write 'test(\(test.value))'", replacing: test.range, with: "test(\(test.value))")])
    }
    return Diagnostic(
      "trailing-words", .warning, "a filter does not compute: '\(words)' is searched for in every field", at: range,
      help: isEqual ? "Write '\(comparison.field.raw) := …' to store a result, or 'test(\(comparison.field.raw) == …)' to compare with one."
        : "Write 'test(\(comparison.field.raw) \(comparison.operator.value.rawValue) …)' to compare with a result.",
      fixIts: isEqual ? [FixIt("replace '=' with ':='", replacing: comparison.operator.range, with: ":=")] : [])
  }
}
