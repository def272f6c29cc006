import MartletDiagnostics

/// `a + b = 5`: only `b` is compared, and `a` and `+` are searched for.
struct ComputedLeftSide: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .and(let junction) = filter else { return }
    for (index, term) in junction.terms.enumerated() {
      guard case .comparison(let comparison) = term, index > 1, comparison.operator.value != .like else { continue }
      var start = index
      // Pairs of a name or number and an operator, up to the field that is compared.
      while start > 1, junction.operators[start - 1].isImplicit, junction.operators[start - 2].isImplicit,
        let sign = junction.terms[start - 1].unquotedText, ["+", "-", "*", "%"].contains(sign.text),
        let operand = junction.terms[start - 2].unquotedText, operand.isOperand,
        !source.bytes[operand.range.upperBound..<comparison.field.range.lowerBound].contains(UInt8(ascii: "\n"))
      {
        start -= 2
      }
      guard start < index else { continue }
      report(comparison, from: junction.terms[start].range.lowerBound)
    }
  }

  private mutating func report(_ comparison: Comparison, from start: Int) {
    let words = SourceRange(start, comparison.field.range.upperBound)
    let sign = comparison.operator.value == .equal ? "==" : comparison.operator.value.rawValue
    let value: String? =
      switch comparison.value {
      case .number(let number): number.raw
      case .text(let text) where !text.hasWildcard: NumberLiteral.value(of: text.raw) != nil || text.isQuoted ? text.raw : nil
      default: nil
      }
    let test = value.map { "test(\(source[words]) \(sign) \($0))" }
    findings.append(
      .computedLeftSide(
        source[SourceRange(start, comparison.field.range.lowerBound)].trimmingBlanks, test: test,
        at: SourceRange(start, comparison.range.upperBound)))
  }
}

extension Filter {
  /// An unquoted text that every field is searched for.
  fileprivate var unquotedText: TextPattern? {
    guard case .freeText(.text(let text)) = self, !text.isQuoted else { return nil }
    return text
  }
}

extension TextPattern {
  /// Whether it could be an operand: a name or a number.
  fileprivate var isOperand: Bool { text.utf8.allSatisfy(CharacterClass.isName) }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = Substring(self)
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}

extension Diagnostic {
  fileprivate static func computedLeftSide(_ words: String, test: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "computed-left-side", .warning, "a filter does not compute: '\(words)' is searched for in every field", at: range,
      help: "Write '\(test ?? "test(a + b == c)")' to compare a result.",
      fixIts: test.map { [FixIt("write '\($0)'", replacing: range, with: $0)] } ?? [])
  }
}
