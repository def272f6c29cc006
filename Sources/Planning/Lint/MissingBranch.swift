import MartletCatalog
import MartletDiagnostics

/// A `case` or `match` without a branch for everything else drops the events that no branch takes.
enum MissingBranch {
  static func check(_ plan: LogicalPlan, _ registry: FunctionRegistry) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for pipeline in plan.pipelines {
      for step in pipeline.steps {
        guard case .choose(let branches) = step.value, branches.count > 1,
          branches.allSatisfy({ !plan.takesEverything($0) }), branches.contains(where: { plan.changesEvents($0) })
        else { continue }
        found.append(.missingBranch(at: step.range))
      }
    }
    return found
  }
}

extension LogicalPlan {
  /// Whether a branch starts with nothing that could fail.
  func takesEverything(_ branch: PipelineReference) -> Bool {
    switch self[branch].steps.first?.value {
    case nil, .assign, .filter(.constant(true)): true
    default: false
    }
  }

  /// Whether a branch does more than keep events.
  func changesEvents(_ branch: PipelineReference) -> Bool {
    self[branch].steps.contains {
      if case .filter = $0.value { false } else { true }
    }
  }
}

extension Diagnostic {
  fileprivate static func missingBranch(at range: SourceRange) -> Self {
    Diagnostic(
      "missing-branch", .note, "events that no branch takes are dropped here",
      at: SourceRange(range.lowerBound, min(range.lowerBound + 4, range.upperBound)),
      help: "If they should stay, end with a branch for everything else: '; * }'.")
  }
}
