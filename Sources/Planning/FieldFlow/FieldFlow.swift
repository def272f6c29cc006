import MartletCatalog
import MartletDiagnostics

/// Finds what a query reads of its input, by following fields backwards through its steps.
struct FieldFlow {
  let plan: LogicalPlan
  let registry: FunctionRegistry

  /// Fields somebody needs, at one point of a pipeline.
  struct Needs {
    var fields: Set<String> = []
    /// Every field the event has.
    var all = false
    /// The events behind the rows: free text searches them.
    var events = false

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

  /// What the query as a whole needs.
  func demand() -> PlanDemand {
    guard let main = plan.pipelines.first else { return PlanDemand() }
    let needs = needs(of: main, after: Needs(all: true))
    let leading = leadingFilters(of: main)
    let view = ViewChoice(leading)
    return PlanDemand(
      fields: needs.fields.sorted(), needsEvents: needs.all || needs.events, view: view.view, viewReason: view.reason,
      leadingFilters: leading)
  }

  /// What a pipeline needs before its first step, when `after` is needed behind its last.
  func needs(of pipeline: PlanPipeline, after: Needs) -> Needs {
    var needs = after
    for step in pipeline.steps.reversed() { needs = self.needs(of: step.value, after: needs) }
    return needs
  }

  private func needs(of step: PlanStep, after: Needs) -> Needs {
    var needs = after
    switch step {
    case .filter(let filter): add(filter, to: &needs)
    case .assign(let field, let value):
      // A value that is none leaves the field as it was, so the old one is read too.
      needs.fields.insert(field)
      add(plan[value], to: &needs)
    case .assignNamed(let field, let value):
      needs.fields.insert(field)
      needs.all = true
      add(plan[value], to: &needs)
    case .call(let call): add(call, to: &needs)
    case .choose(let branches):
      var before = Needs()
      for branch in branches { before.formUnion(self.needs(of: plan[branch], after: after)) }
      needs = before
      needs.fields.formUnion(after.fields)
    case .stats(let aggregates):
      needs = Needs()
      for aggregate in aggregates { add(aggregate, to: &needs) }
    }
    return needs
  }

  private func add(_ call: PlanCall, to needs: inout Needs) {
    guard let function = registry[call.name] else { return }
    let effects = function.effects(of: call.arguments)
    switch effects.survivors {
    case .all: break
    case .only(let survivors):
      let kept = needs.all ? Set(survivors) : needs.fields.intersection(survivors)
      needs = Needs(fields: kept, all: false, events: false)
    }
    needs.read(effects.reads)
    if function.spec.kind != .aggregate { needs.fields.formUnion(effects.writes) }
    for expression in call.arguments.expressions { add(plan[expression], to: &needs) }
    for aggregate in call.arguments.aggregates { add(aggregate, to: &needs) }
    for block in call.arguments.blocks { needs.formUnion(self.needs(of: plan[block], after: Needs())) }
  }

  private func add(_ aggregate: AggregateReference, to needs: inout Needs) {
    switch plan[aggregate] {
    case .call(let call): add(call, aggregate: true, to: &needs)
    case .block(let block): needs.formUnion(self.needs(of: plan[block], after: Needs(all: true)))
    }
  }

  /// An aggregate among others adds what it reads, and takes nothing away.
  private func add(_ call: PlanCall, aggregate: Bool, to needs: inout Needs) {
    var own = Needs()
    // One that keeps whole rows, as tail(1) does, may pass on any field.
    if let function = registry[call.name], function.effects(of: call.arguments).survivors == .all { own.all = true }
    add(call, to: &own)
    needs.formUnion(own)
  }

  private func add(_ filter: PlanFilter, to needs: inout Needs) {
    switch filter {
    case .constant: break
    case .all(let filters), .any(let filters): for filter in filters { add(filter, to: &needs) }
    case .not(let filter): add(filter, to: &needs)
    case .matches(let field, let pattern):
      needs.fields.insert(field)
      add(pattern, to: &needs)
    case .compares(let field, _, _): needs.fields.insert(field)
    case .freeText(let pattern):
      needs.events = true
      add(pattern, to: &needs)
    case .call(let call): add(call, to: &needs)
    }
  }

  /// Groups that become fields overwrite only where they match.
  private func add(_ pattern: PatternSource, to needs: inout Needs) {
    guard case .regex(let body, _, extracts: true, _) = pattern else { return }
    needs.fields.formUnion(CaptureNames.of(body))
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

  /// The conditions before the first step that is none.
  private func leadingFilters(of pipeline: PlanPipeline) -> [PlanFilter] {
    var filters: [PlanFilter] = []
    for step in pipeline.steps {
      switch step.value {
      case .filter(let filter): filters.append(filter)
      case .call(let call) where registry[call.name]?.spec.kind == .filter: filters.append(.call(call))
      default: return filters
      }
    }
    return filters
  }
}

/// The names of the groups of a regex, as it is written.
enum CaptureNames {
  static func of(_ body: String) -> [String] {
    var names: [String] = []
    let bytes = Array(body.utf8)
    var index = 0
    while index + 3 < bytes.count {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      guard bytes[index] == UInt8(ascii: "("), bytes[index + 1] == UInt8(ascii: "?") else {
        index += 1
        continue
      }
      var start = index + 2
      if bytes[start] == UInt8(ascii: "P") { start += 1 }
      if start + 1 < bytes.count, bytes[start] == UInt8(ascii: "<"), bytes[start + 1] != UInt8(ascii: "="),
        bytes[start + 1] != UInt8(ascii: "!"), let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
      {
        names.append(String(decoding: bytes[(start + 1)..<end], as: UTF8.self))
        index = end
      }
      index += 1
    }
    return names
  }
}
