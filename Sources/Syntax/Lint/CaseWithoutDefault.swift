import MartletDiagnostics

/// A `case` or `match` without a last branch for everything drops the events that match none.
struct CaseWithoutDefault: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ step: Step) {
    switch step {
    case .caseStep(let step):
      guard !step.branches.isEmpty, !step.branches.contains(where: \.takesEverything) else { return }
      findings.append(.noDefault("case", branch: "*", at: step.range))
    case .matchStep(let step):
      let hasDefault = step.arms.contains { if case .always = $0.condition { true } else { false } }
      guard !step.arms.isEmpty, !hasDefault else { return }
      findings.append(.noDefault("match", branch: "* => *", at: SourceRange(step.field.range.lowerBound, step.range.upperBound)))
    default: break
    }
  }
}

extension Pipeline {
  /// Whether the first step of a branch lets every event in: a lone `*`, `true`, or anything but a filter.
  var takesEverything: Bool {
    switch steps.first {
    case .filter(.constant(let constant)): constant.value
    case .filter(.freeText(.text(let text))): text.isWildcardOnly
    case .assignment: steps.allSatisfy { if case .assignment = $0 { true } else { false } }
    case .error, nil: true
    default: false
    }
  }
}

extension Diagnostic {
  fileprivate static func noDefault(_ word: String, branch: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "no-default-branch", .note, "events that match no branch of this '\(word)' are dropped", at: SourceRange(range.lowerBound, min(range.lowerBound + 4, range.upperBound)),
      help: "Add the branch '\(branch)' to keep them as they are.")
  }
}
