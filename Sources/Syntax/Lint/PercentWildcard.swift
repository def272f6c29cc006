import MartletDiagnostics

/// `x like "%a%"`: SQL's wildcard is an ordinary character.
struct PercentWildcard: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .comparison(let comparison) = filter, case .text(let text) = comparison.value,
      comparison.operator.value == .like || text.isQuoted, text.text.utf8.count > 1,
      text.text.hasPrefix("%") || text.text.hasSuffix("%"), !text.text.contains("%%")
    else { return }
    // `50%` and `%APPDATA%` are what they look like.
    let inner = text.text.utf8.filter { $0 == UInt8(ascii: "%") }.count
    if comparison.operator.value != .like, inner == 1 || text.text.utf8.dropFirst().dropLast().allSatisfy({ $0 < 0x60 }) { return }
    findings.append(.percentWildcard(comparison, text))
  }
}

extension Diagnostic {
  fileprivate static func percentWildcard(_ comparison: Comparison, _ text: TextPattern) -> Diagnostic {
    let isLike = comparison.operator.value == .like
    let replaced = isLike ? text.raw.replacing("%", with: "") : text.raw.replacing("%", with: "*")
    return Diagnostic(
      "sql-habit", .warning, "'%' is SQL's wildcard; here it is an ordinary character", at: text.range,
      help: isLike ? "'like' already finds the text anywhere: write 'user like ann'." : "The wildcard is '*', as in 'user=\"ann*\"'.",
      fixIts: [FixIt("write '\(replaced)'", replacing: text.range, with: replaced)])
  }
}
