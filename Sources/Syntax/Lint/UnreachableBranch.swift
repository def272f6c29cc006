import MartletDiagnostics

/// A branch after one that takes every event is never tried.
struct UnreachableBranch: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ step: Step) {
    switch step {
    case .caseStep(let step):
      // A branch that goes on after its `*` may still drop the event.
      guard let last = step.branches.firstIndex(where: { $0.steps.count == 1 && $0.takesEverything }), last + 1 < step.branches.count else { return }
      findings.append(.unreachable("case", at: step.branches[last + 1].range))
    case .matchStep(let step):
      let isOpen = { (arm: MatchArm) in
        if case .always = arm.condition, arm.body.steps.count == 1 { arm.body.takesEverything } else { false }
      }
      guard let last = step.arms.firstIndex(where: isOpen), last + 1 < step.arms.count else { return }
      findings.append(.unreachable("match", at: step.arms[last + 1].range))
    default: break
    }
  }
}

extension Diagnostic {
  fileprivate static func unreachable(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "unreachable-branch", .warning, "no event reaches this branch: one before it takes them all", at: range,
      help: "Move the '*' branch of the '\(word)' to its end.")
  }
}
