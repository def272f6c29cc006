import MartletCatalog
import MartletDiagnostics

/// The conditions that every event that counts meets as it comes in: the conjuncts before the first other step, without
/// those that look at a field which an earlier one of them has written.
struct LeadingFilters {
  let plan: LogicalPlan
  let registry: FunctionRegistry
  /// The query, or a search of its own.
  var pipeline = PipelineReference(index: 0)

  var filters: [PlanFilter] {
    guard plan.pipelines.indices.contains(pipeline.index) else { return [] }
    let main = plan[pipeline]
    var written = WrittenFields()
    var filters: [PlanFilter] = []
    for step in main.steps {
      guard let condition = step.value.condition(registry) else { break }
      for filter in condition.conjuncts {
        let use = FieldUse(of: filter, in: plan, registry)
        if !written.areRead(by: use) { filters.append(filter) }
        written.add(use)
      }
      written.add(step.value, plan, registry)
    }
    return filters
  }
}

extension PlanDemand {
  /// The fields that every event that counts has: a condition on a field holds for no event without it.
  public var requiredFields: Set<String> { Set(leadingFilters.compactMap(\.requiredField)) }
}

extension PlanFilter {
  fileprivate var requiredField: String? {
    switch self {
    case .matches(let field, _), .compares(let field, _, _): field
    case .constant, .all, .any, .not, .freeText, .call: nil
    }
  }
}

/// The fields that steps have written so far: a condition on one of them says nothing about the input.
struct WrittenFields {
  private var names: Set<String> = []
  private var all = false

  func areRead(by use: FieldUse) -> Bool {
    all ? use.readsAll || !use.reads.isEmpty : use.reads(anyOf: names)
  }

  mutating func add(_ use: FieldUse) {
    names.formUnion(use.writes)
    if use.writesUnknown { all = true }
  }

  /// Adds what a filter or an assignment writes; of other steps nothing is known.
  mutating func add(_ step: PlanStep, _ plan: LogicalPlan, _ registry: FunctionRegistry) {
    switch step {
    case .filter(let filter): add(FieldUse(of: filter, in: plan, registry))
    case .assign(let field, _): names.insert(field)
    case .call(let call): add(FieldUse(of: call, in: plan, registry))
    case .assignNamed, .choose, .stats: all = true
    }
  }
}

extension PlanFilter {
  /// The conditions that all have to hold, in order.
  var conjuncts: [PlanFilter] {
    if case .all(let filters) = self { filters.flatMap(\.conjuncts) } else { [self] }
  }
}

extension PlanStep {
  /// The condition that a step is: a filter, or a call of one.
  func condition(_ registry: FunctionRegistry) -> PlanFilter? {
    switch self {
    case .filter(let filter): filter
    case .call(let call): registry[call.name]?.spec.kind == .filter ? .call(call) : nil
    case .assign, .assignNamed, .choose, .stats: nil
    }
  }
}
