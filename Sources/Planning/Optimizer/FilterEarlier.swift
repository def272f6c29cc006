import MartletCatalog
import MartletDiagnostics

/// Puts conditions before assignments and branches that do not change what they look at, so that fewer events are
/// computed with, and readers learn of more conditions.
///
/// A condition that writes fields stays where it is. A call moves before assignments only: a branch may drop an event
/// or make several of it, and what a function makes of that is its own affair.
enum FilterEarlier {
  static func rewrite(_ plan: inout LogicalPlan, _ registry: FunctionRegistry) {
    for index in plan.pipelines.indices {
      plan.pipelines[index].steps = moved(plan.pipelines[index].steps, plan, registry)
    }
  }

  private static func moved(
    _ steps: [Located<PlanStep>], _ plan: LogicalPlan, _ registry: FunctionRegistry
  ) -> [Located<PlanStep>] {
    // Conditions that stand together are passed at once: looking at each again would take quadratic time.
    var runs: [Run] = []
    for step in steps {
      guard let use = movableUse(of: step.value, plan, registry) else {
        runs.append(Run(steps: [step]))
        continue
      }
      var place = runs.count
      while place > 0, mayStandBefore(runs[place - 1], use, plan, registry) { place -= 1 }
      guard case .filter = step.value else {
        runs.insert(Run(steps: [step]), at: place)
        continue
      }
      // Among conditions the order is as written.
      if place < runs.count, runs[place].areMovableFilters {
        runs[place].steps.append(step)
      } else if place > 0, runs[place - 1].areMovableFilters {
        runs[place - 1].steps.append(step)
      } else {
        runs.insert(Run(steps: [step], areMovableFilters: true), at: place)
      }
    }
    return runs.flatMap(\.steps)
  }

  /// Conditions in a row that all may move, or one step of another kind.
  private struct Run {
    var steps: [Located<PlanStep>]
    var areMovableFilters = false
  }

  /// What a condition that may move looks at; `nil` for any other step.
  private static func movableUse(of step: PlanStep, _ plan: LogicalPlan, _ registry: FunctionRegistry) -> FieldUse? {
    let use: FieldUse
    switch step {
    case .filter(let filter):
      if filter.repeats { return nil }
      use = FieldUse(of: filter, in: plan, registry)
    case .call(let call) where registry[call.name]?.spec.kind == .filter:
      use = FieldUse(of: call, in: plan, registry)
    case .assign, .assignNamed, .call, .choose, .stats: return nil
    }
    return use.writes.isEmpty && !use.writesUnknown ? use : nil
  }

  /// Whether a condition may go before a step, or is among the conditions that have gone there.
  private static func mayStandBefore(
    _ run: Run, _ use: FieldUse, _ plan: LogicalPlan, _ registry: FunctionRegistry
  ) -> Bool {
    switch run.steps[0].value {
    case .filter: !use.hasCalls && run.areMovableFilters
    case .assign(let field, _): !use.reads(anyOf: [field])
    case .choose(let branches):
      !use.hasCalls && !use.searchesEvents
        && branches.allSatisfy { branch in
          plan[branch].steps.allSatisfy { leavesAlone(use.reads, $0.value, plan, registry) }
        }
    case .assignNamed, .call, .stats: false
    }
  }

  /// Whether a step of a branch changes none of the fields.
  private static func leavesAlone(
    _ fields: Set<String>, _ step: PlanStep, _ plan: LogicalPlan, _ registry: FunctionRegistry
  ) -> Bool {
    switch step {
    case .filter(let filter): FieldUse(of: filter, in: plan, registry).writes.isDisjoint(with: fields)
    case .assign(let field, _): !fields.contains(field)
    case .choose(let branches):
      branches.allSatisfy { plan[$0].steps.allSatisfy { leavesAlone(fields, $0.value, plan, registry) } }
    case .assignNamed, .call, .stats: false
    }
  }
}

extension PlanFilter {
  /// Whether it may make several events of one.
  fileprivate var repeats: Bool {
    switch self {
    case .matches(_, .regex(_, _, extracts: true, repeats: true)),
      .freeText(.regex(_, _, extracts: true, repeats: true)):
      true
    case .all(let filters), .any(let filters): filters.contains(where: \.repeats)
    case .not(let filter): filter.repeats
    case .constant, .matches, .compares, .freeText, .call: false
    }
  }
}
