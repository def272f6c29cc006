import MartletCatalog
import MartletDiagnostics

/// Nothing reaches a branch behind one that takes every event and keeps it.
enum UnreachableBranch {
  static func check(_ plan: LogicalPlan, _ registry: FunctionRegistry) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for pipeline in plan.pipelines {
      for step in pipeline.steps {
        guard case .choose(let branches) = step.value,
          let first = branches.dropLast().firstIndex(where: { plan.takesEverything($0) && plan.keepsEverything($0) })
        else { continue }
        let range = plan[branches[first + 1]].steps.first?.range ?? step.range
        found.append(.unreachableBranch(at: range))
      }
    }
    return found
  }
}

extension LogicalPlan {
  /// Whether a branch starts with nothing that could fail.
  fileprivate func takesEverything(_ branch: PipelineReference) -> Bool {
    switch self[branch].steps.first?.value {
    case nil, .assign, .filter(.constant(true)): true
    default: false
    }
  }

  /// Whether no step of a branch can drop an event.
  fileprivate func keepsEverything(_ branch: PipelineReference) -> Bool {
    self[branch].steps.allSatisfy {
      switch $0.value {
      case .assign, .filter(.constant(true)): true
      default: false
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
