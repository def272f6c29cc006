import MartletDiagnostics

/// `x = null`: there is no null, only the text "null".
struct NullComparison: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .comparison(let comparison) = filter, case .text(let text) = comparison.value, !text.isQuoted,
      ["null", "nil", "none"].contains(text.text.lowercased()), text.text.lowercased() == "null",
      comparison.operator.value == .equal || comparison.operator.value == .notEqual
    else { return }
    findings.append(.nullComparison(comparison, text))
  }

  mutating func visit(_ expression: Expression) {
    guard case .binary(let binary) = expression, binary.operator.value == .equal || binary.operator.value == .notEqual else { return }
    for side in [binary.left, binary.right] {
      if case .word(let name) = side, name.text.lowercased() == "null" { findings.append(.nullField(at: name.range)) }
    }
  }
}

extension Diagnostic {
  fileprivate static func nullComparison(_ comparison: Comparison, _ text: TextPattern) -> Diagnostic {
    let isEqual = comparison.operator.value == .equal
    let rewrite = comparison.field.raw + (isEqual ? "!=*" : "=*")
    return Diagnostic(
      "null-comparison", .warning, "'\(text.raw)' is an ordinary text here, not a missing value", at: text.range,
      help: "Write '\(rewrite)' for a field that is \(isEqual ? "missing" : "present"), or \"null\" in quotes for the text.",
      fixIts: [FixIt("write '\(rewrite)'", replacing: comparison.range, with: rewrite)])
  }

  fileprivate static func nullField(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "null-comparison", .warning, "'null' is the field of that name here, not a missing value", at: range,
      help: "Test for a missing field with the filter 'user!=*', and for a present one with 'user=*'.")
  }
}
