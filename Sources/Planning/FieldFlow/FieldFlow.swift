import MartletCatalog
import MartletDiagnostics

/// Finds what a query reads of its input, by following fields backwards through its steps.
struct FieldFlow {
  let plan: LogicalPlan
  let registry: FunctionRegistry

  /// Fields somebody needs, at one point of a pipeline.
  struct Needs: Equatable {
    var fields: Set<String> = []
    /// Every field the event has.
    var all = false
    /// The events behind the rows: free text searches them.
    var events = false

    func contains(_ field: String) -> Bool { all || fields.contains(field) }

    mutating func formUnion(_ other: Needs) {
      fields.formUnion(other.fields)
      all = all || other.all
      events = events || other.events
    }

    mutating func read(_ fields: FieldEffects.Fields) {
      switch fields {
      case .all: all = true
      case .only(let names): self.fields.formUnion(names)
      }
    }
  }

  /// What the query as a whole, or a search of its own, needs when `fields` of its rows are wanted. The view is what
  /// the query as it was written asks for.
  func demand(
    of pipeline: PipelineReference = PipelineReference(index: 0), fields: FieldEffects.Fields = .all, view: ViewChoice
  ) -> PlanDemand {
    guard plan.pipelines.indices.contains(pipeline.index) else { return PlanDemand() }
    var after = Needs()
    after.read(fields)
    let needs = needs(of: plan[pipeline], after: after)
    return PlanDemand(
      fields: needs.fields.sorted(), needsEvents: needs.all || needs.events, view: view.view, viewReason: view.reason,
      leadingFilters: LeadingFilters(plan: plan, registry: registry, pipeline: pipeline).filters,
      prefilter: PrefilterDerivation(plan: plan, registry: registry, pipeline: pipeline).prefilter)
  }

  /// What a pipeline needs before its first step, when `after` is needed behind its last.
  func needs(of pipeline: PlanPipeline, after: Needs) -> Needs {
    var needs = after
    for step in pipeline.steps.reversed() { needs = self.needs(of: step.value, after: needs) }
    return needs
  }

  /// What is needed before a step, when `after` is needed behind it.
  func needs(of step: PlanStep, after: Needs) -> Needs {
    var needs = after
    switch step {
    case .filter(let filter): add(filter, to: &needs)
    case .assign(let field, let value):
      // A value that is none leaves the field as it was, so the old one is read too. So is one that whole events may
      // need: a field that only some branches write hides the events' own in the rows of the others.
      if plan[value].alwaysHasValue, !needs.all { needs.fields.remove(field) } else { needs.fields.insert(field) }
      add(plan[value], to: &needs)
    case .assignNamed(let field, let value):
      needs.fields.insert(field)
      needs.all = true
      add(plan[value], to: &needs)
    case .call(let call): add(call, to: &needs)
    case .choose(let branches):
      needs = Needs()
      for branch in branches { needs.formUnion(self.needs(of: plan[branch], after: after)) }
    case .stats(let aggregates):
      needs = Needs()
      for aggregate in aggregates { add(aggregate, after: after, to: &needs) }
    }
    return needs
  }

  private func add(_ call: PlanCall, to needs: inout Needs) {
    guard let function = registry[call.name] else { return }
    let after = needs
    let effects = function.effects(of: call.arguments)
    if case .only(let survivors) = effects.survivors {
      var kept = needs.all ? Set(survivors) : needs.fields.intersection(survivors)
      // Columns that are no fields stay with their rows.
      if function.spec.kind != .aggregate { kept.formUnion(needs.fields.filter { $0.utf8.first == 0 }) }
      // Behind an aggregate there are no original events to search; `select` leaves them.
      needs = Needs(fields: kept, events: function.spec.kind != .aggregate && needs.events)
    }
    needs.read(effects.reads)
    needs.fields.formUnion(effects.readsOfEvery)
    if effects.searchesEvents { needs.events = true }
    if function.spec.kind != .aggregate { needs.fields.formUnion(effects.writes) }
    for expression in call.arguments.expressions { add(plan[expression], to: &needs) }
    for aggregate in call.arguments.aggregates { add(aggregate, after: after, to: &needs) }
    for block in call.arguments.blocks { needs.formUnion(self.needs(of: plan[block], after: Needs())) }
  }

  /// An aggregate among others adds what it reads, and takes nothing away. One that keeps events, such as `tail`,
  /// hands on what is needed behind.
  private func add(_ aggregate: AggregateReference, after: Needs, to needs: inout Needs) {
    switch plan[aggregate] {
    case .call(let call):
      var own = after
      add(call, to: &own)
      needs.formUnion(own)
    case .block(let block): needs.formUnion(self.needs(of: plan[block], after: after))
    }
  }

  private func add(_ filter: PlanFilter, to needs: inout Needs) {
    switch filter {
    case .constant: break
    case .all(let filters), .any(let filters): for filter in filters { add(filter, to: &needs) }
    case .not(let filter): add(filter, to: &needs)
    case .matches(let field, let pattern):
      needs.fields.insert(field)
      // Groups that become fields overwrite only where they match.
      needs.fields.formUnion(CaptureNames.written(by: pattern))
    case .compares(let field, _, _): needs.fields.insert(field)
    case .freeText(let pattern):
      needs.events = true
      needs.fields.formUnion(CaptureNames.written(by: pattern))
    case .call(let call): add(call, to: &needs)
    }
  }

  private func add(_ expression: PlanExpression, to needs: inout Needs) {
    switch expression {
    case .field(let name): needs.fields.insert(name)
    case .text, .number, .boolean: break
    case .negate(let operand), .not(let operand): add(operand, to: &needs)
    case .binary(_, let left, let right):
      add(left, to: &needs)
      add(right, to: &needs)
    case .call(let call): add(call, to: &needs)
    }
  }
}

extension PlanExpression {
  /// Whether the expression has a value in every event.
  var alwaysHasValue: Bool {
    switch self {
    case .text, .boolean: true
    case .number(let number): number.isFinite
    case .field, .negate, .not, .binary, .call: false
    }
  }
}
