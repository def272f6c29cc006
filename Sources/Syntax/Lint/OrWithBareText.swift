import MartletDiagnostics

/// `a=x or y`: the second is a search of every field for `y`.
struct OrWithBareText: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .or(let junction) = filter, case .comparison(let first) = junction.terms[0], first.operator.value == .equal,
      case .text(let value) = first.value
    else { return }
    var values = [value]
    for term in junction.terms.dropFirst() {
      guard case .freeText(.text(let text)) = term else { return }
      values.append(text)
    }
    let list = values.map { $0.isQuoted ? $0.raw : StringLiteral.quoted($0.text) }.joined(separator: ", ")
    // A text in quotes is as likely meant to be searched for.
    let isCertain = !values.dropFirst().contains(where: \.isQuoted)
    findings.append(
      .orWithBareText(
        values[1], rewrite: "in(\(first.field.raw), values=[\(list)])", whole: isCertain ? junction.range : nil))
  }
}

extension Diagnostic {
  fileprivate static func orWithBareText(_ text: TextPattern, rewrite: String, whole: SourceRange?) -> Diagnostic {
    Diagnostic(
      "or-with-bare-text", .warning, "after 'or', \(text.isQuoted ? text.raw : "'\(text.raw)'") is searched for in every field", at: text.range,
      help: "Write '\(rewrite)' to compare one field with several values.",
      fixIts: whole.map { [FixIt("write '\(rewrite)'", replacing: $0, with: rewrite)] } ?? [])
  }
}
