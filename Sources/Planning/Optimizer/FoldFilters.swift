import MartletCatalog
import MartletDiagnostics

/// Takes away what a condition does not need: double negations, conditions that always or never hold, lists in lists.
/// Steps that pass every event go.
enum FoldFilters {
  static func rewrite(_ plan: inout LogicalPlan, _ registry: FunctionRegistry) {
    for index in plan.pipelines.indices {
      var steps: [Located<PlanStep>] = []
      for var step in plan.pipelines[index].steps {
        if case .filter(let filter) = step.value {
          let folded = folded(filter)
          if case .constant(true) = folded { continue }
          step.value = .filter(folded)
        }
        steps.append(step)
      }
      plan.pipelines[index].steps = steps
    }
  }

  static func folded(_ filter: PlanFilter) -> PlanFilter {
    switch filter {
    case .constant, .matches, .compares, .freeText, .call: return filter
    case .not(let operand):
      switch folded(operand) {
      case .constant(let passes): return .constant(!passes)
      case .not(let inner): return inner
      case let operand: return .not(operand)
      }
    case .all(let filters):
      var terms: [PlanFilter] = []
      for filter in filters.map(folded) {
        switch filter {
        case .constant(true): break
        case .constant(false): return .constant(false)
        case .all(let inner): terms += inner
        default: terms.append(filter)
        }
      }
      return terms.count > 1 ? .all(terms) : terms.first ?? .constant(true)
    case .any(let filters):
      var terms: [PlanFilter] = []
      for filter in filters.map(folded) {
        switch filter {
        case .constant(false): break
        case .constant(true): return .constant(true)
        case .any(let inner): terms += inner
        default: terms.append(filter)
        }
      }
      return terms.count > 1 ? .any(terms) : terms.first ?? .constant(false)
    }
  }
}
