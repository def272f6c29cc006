import MartletCatalog
import MartletDiagnostics

/// Nothing reaches a branch behind one that takes every event and keeps it. A branch that is nothing but `*` is told
/// apart without a plan; this is about branches that go on and only change fields.
enum UnreachableBranch {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for pipeline in subject.plan.pipelines {
      for step in pipeline.steps where subject.isKnown(step.range) {
        guard case .choose(let branches) = step.value,
          let first = branches.dropLast().firstIndex(where: { keepsEverything($0, subject) }),
          let next = subject.plan[branches[first + 1]].steps.first
        else { continue }
        found.append(.unreachableBranch(at: next.range))
      }
    }
    return found
  }

  /// Whether a branch of several steps has none that can drop an event.
  private static func keepsEverything(_ branch: PipelineReference, _ subject: LintSubject) -> Bool {
    let steps = subject.plan[branch].steps
    return steps.count > 1
      && steps.allSatisfy {
        switch $0.value {
        case .assign, .assignNamed, .filter(.constant(true)): true
        case .filter, .call, .choose, .stats: false
        }
      }
  }
}

extension Diagnostic {
  fileprivate static func unreachableBranch(at range: SourceRange) -> Self {
    Diagnostic(
      "unreachable-branch", .warning, "no event reaches this branch: the one before takes every event", at: range,
      help: "Put the branch with '*' last.")
  }
}
