import MartletDiagnostics

/// `a b or c` and `a and b or c`: `or` binds tighter, against what most languages do.
struct MixedAndOr: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .and(let and) = filter else { return }
    let ors = and.terms.filter { if case .or = $0 { true } else { false } }
    guard let first = ors.first, case .or(let or) = first else { return }
    let isExplicit = and.operators.contains { !$0.isImplicit }
    let edits = ors.flatMap { [Located("(", at: SourceRange(at: $0.range.lowerBound)), Located(")", at: SourceRange(at: $0.range.upperBound))] }
    findings.append(.mixedAndOr(source[or.range], at: or.operators[0].range, isExplicit: isExplicit, edits: edits))
  }
}

extension Diagnostic {
  fileprivate static func mixedAndOr(
    _ text: String, at range: SourceRange, isExplicit: Bool, edits: [Located<String>]
  ) -> Diagnostic {
    let group = text.utf8.count > 60 ? "the terms beside it are" : "'\(text)' is"
    return Diagnostic(
      "mixed-and-or", isExplicit ? .warning : .note, "'or' binds tighter than 'and': \(group) taken together", at: range,
      help: "Write parentheses around what belongs together, as in 'a=1 and (b=2 or c=3)'.",
      fixIts: [FixIt("put parentheses around 'or'", edits: edits)])
  }
}
