import MartletDiagnostics

/// `file="inv?ice.doc"`: `?` is no wildcard, only `*` is.
struct QuestionMark: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .comparison(let comparison) = filter, case .text(let text) = comparison.value, text.isQuoted,
      comparison.operator.value == .equal || comparison.operator.value == .notEqual
        || comparison.operator.value == .like
    else { return }
    // Questions end with one, and addresses part their query with one.
    let bytes = Array(text.text.utf8)
    guard bytes.count > 1, !bytes.contains(where: { " /=&<>()[]".utf8.contains($0) }),
      bytes.dropLast().contains(UInt8(ascii: "?"))
    else { return }
    findings.append(.questionMark(text))
  }
}

extension Diagnostic {
  fileprivate static func questionMark(_ text: TextPattern) -> Diagnostic {
    Diagnostic(
      "question-mark", .note, "'?' is an ordinary character here, no wildcard", at: text.range,
      help: "Write '*' for any text, or a regex with '.' for one character, as in 'file=/^inv.ice\\.doc$/'.")
  }
}
