import MartletCatalog
import MartletDiagnostics
import MartletPatterns

/// Derives what every event that counts must contain, so that a reader may skip the others unparsed.
///
/// Only conditions that a missing value fails may count: whatever else there is, an event that lacks the literals
/// cannot pass. Assignments are stepped over; of a `case` that follows, one branch must take the event.
struct PrefilterDerivation {
  let plan: LogicalPlan
  let registry: FunctionRegistry
  /// The query, or a search of its own.
  var pipeline = PipelineReference(index: 0)

  /// `nil` when nothing is known.
  var prefilter: PlanPrefilter? {
    guard plan.pipelines.indices.contains(pipeline.index) else { return nil }
    return condition(of: plan[pipeline], WrittenFields())
  }

  private func condition(of pipeline: PlanPipeline, _ earlier: WrittenFields) -> PlanPrefilter? {
    var written = earlier
    var parts: [PlanPrefilter] = []
    steps: for step in pipeline.steps {
      switch step.value {
      case .filter, .call:
        guard let filter = step.value.condition(registry) else { break steps }
        for conjunct in filter.conjuncts {
          if let part = condition(of: conjunct, written) { parts.append(part) }
          written.add(FieldUse(of: conjunct, in: plan, registry))
        }
        written.add(step.value, plan, registry)
      case .assign: written.add(step.value, plan, registry)
      case .choose(let branches):
        if let part = union(of: branches, where: { condition(of: plan[$0], written) }) { parts.append(part) }
        break steps
      case .assignNamed, .stats: break steps
      }
    }
    return parts.count > 1 ? .all(parts) : parts.first
  }

  private func condition(of filter: PlanFilter, _ written: WrittenFields) -> PlanPrefilter? {
    switch filter {
    case .constant, .not, .compares: return nil
    case .all(let filters):
      let parts = filters.compactMap { condition(of: $0, written) }
      return parts.count > 1 ? .all(parts) : parts.first
    case .any(let filters): return union(of: filters) { condition(of: $0, written) }
    case .matches(let field, let pattern):
      guard !written.areRead(by: FieldUse(of: filter, in: plan, registry)) else { return nil }
      return literals(of: pattern).map { .field(field, containsAnyOf: $0) }
    case .freeText(let pattern): return literals(of: pattern).map { .anyField(containsAnyOf: $0) }
    case .call(let call):
      guard !written.areRead(by: FieldUse(of: filter, in: plan, registry)) else { return nil }
      return condition(of: call)
    }
  }

  /// What one of several alternatives requires; nothing when one of them requires nothing.
  private func union<Element>(of elements: [Element], where condition: (Element) -> PlanPrefilter?) -> PlanPrefilter? {
    var parts: [PlanPrefilter] = []
    for element in elements {
      guard let part = condition(element) else { return nil }
      parts.append(part)
    }
    return parts.count > 1 ? .any(parts) : parts.first
  }

  private func condition(of call: PlanCall) -> PlanPrefilter? {
    guard let requirement = registry[call.name]?.requirement(of: call.arguments), !requirement.values.isEmpty else {
      return nil
    }
    var literals: [PlanPrefilter.Literal] = []
    for value in requirement.values {
      guard let some = self.literals(of: value, ignoresCase: requirement.ignoresCase) else { return nil }
      literals += some
    }
    if requirement.fields.isEmpty { return .anyField(containsAnyOf: literals) }
    return union(of: requirement.fields) { .field($0, containsAnyOf: literals) }
  }

  /// Bytes one of which every matching text contains.
  private func literals(of pattern: PatternSource) -> [PlanPrefilter.Literal]? {
    switch pattern {
    case .glob(let source): Self.literals(Glob(source.text, literalStars: source.literalStars).requiredLiterals)
    case .contains(let source):
      Self.literals(Glob(source.text, extent: .part, literalStars: source.literalStars).requiredLiterals)
    case .regex(let body, let flags, _, _): Self.literals(regex: body, flags: flags)
    }
  }

  private func literals(of value: FieldRequirement.Value, ignoresCase: Bool) -> [PlanPrefilter.Literal]? {
    switch value {
    case .whole(let text): Self.literals(Glob(text, ignoresCase: ignoresCase).requiredLiterals)
    case .part(let text): Self.literals(Glob(text, extent: .part, ignoresCase: ignoresCase).requiredLiterals)
    case .regex(let body, let flags): Self.literals(regex: body, flags: ignoresCase ? flags + "i" : flags)
    }
  }

  /// A regex that is wrong has been reported by binding.
  private static func literals(regex body: String, flags: String) -> [PlanPrefilter.Literal]? {
    guard let flags = try? RegexFlags(letters: flags) else { return nil }
    return literals(try? Regex(body, flags: flags, captures: .none).requiredLiterals)
  }

  private static func literals(_ required: [RequiredLiteral]?) -> [PlanPrefilter.Literal]? {
    required?.map { PlanPrefilter.Literal($0.bytes, ignoresCase: $0.ignoresCase) }
  }
}
