import MartletCatalog
import MartletDiagnostics

/// Takes away assignments to fields that nobody looks at: an aggregate behind them leaves only its own.
enum DropUnusedAssignments {
  static func rewrite(_ plan: inout LogicalPlan, _ registry: FunctionRegistry) {
    guard !plan.pipelines.isEmpty else { return }
    let shared = shared(plan)
    rewrite(0, after: FieldFlow.Needs(all: true), &plan, registry, shared)
    for search in plan.searches {
      var after = FieldFlow.Needs()
      after.read(search.fields)
      rewrite(search.pipeline.index, after: after, &plan, registry, shared)
    }
  }

  /// Branches that more than one pipeline passes: what one of them does not look at another may.
  private static func shared(_ plan: LogicalPlan) -> Set<PipelineReference> {
    var seen: Set<PipelineReference> = []
    var shared: Set<PipelineReference> = []
    for pipeline in plan.pipelines {
      for step in pipeline.steps {
        guard case .choose(let branches) = step.value else { continue }
        for branch in branches where !seen.insert(branch).inserted { shared.insert(branch) }
      }
    }
    return shared
  }

  private static func rewrite(
    _ pipeline: Int, after: FieldFlow.Needs, _ plan: inout LogicalPlan, _ registry: FunctionRegistry,
    _ shared: Set<PipelineReference>
  ) {
    var needs = after
    for index in plan.pipelines[pipeline].steps.indices.reversed() {
      let step = plan.pipelines[pipeline].steps[index]
      switch step.value {
      case .assign(let field, _) where !needs.contains(field):
        plan.pipelines[pipeline].steps.remove(at: index)
        continue
      case .choose(let branches):
        for branch in branches where !shared.contains(branch) {
          rewrite(branch.index, after: needs, &plan, registry, shared)
        }
      default: break
      }
      needs = FieldFlow(plan: plan, registry: registry).needs(of: step.value, after: needs)
    }
  }
}
