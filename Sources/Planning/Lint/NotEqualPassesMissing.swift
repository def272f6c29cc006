import MartletCatalog
import MartletDiagnostics

/// `f != "a"` also holds for events that have no `f`; a query that counts them all counts those too.
enum NotEqualPassesMissing {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var told: Set<String> = []
    let steps = subject.main.steps
    for (index, step) in steps.enumerated() {
      if case .call(let call) = step.value, subject.registry[call.name]?.spec.kind == .aggregate { break }
      guard case .filter(.not(.matches(let field, let pattern))) = step.value, pattern.hasText, told.insert(field).inserted,
        !isAlwaysThere(field), !steps.contains(where: { $0.value.isSilent(about: field, subject) }),
        let next = firstAggregate(in: steps[index...], subject), !isDropped(field, by: next)
      else { continue }
      let written = subject.source[subject.place(of: field, in: step.range)]
      found.append(.notEqualPassesMissing(field, written: written, by: next, at: step.range))
    }
    return found
  }

  private static func isAlwaysThere(_ field: String) -> Bool { field.hasPrefix("#") || field.hasPrefix("@") }

  /// The aggregate that gets the events.
  private static func firstAggregate(in steps: ArraySlice<Located<PlanStep>>, _ subject: LintSubject) -> PlanCall? {
    for step in steps {
      if case .call(let call) = step.value, subject.registry[call.name]?.spec.kind == .aggregate { return call }
    }
    return nil
  }

  /// Whether an event without the field makes no difference to the aggregate, or shows in its rows as what it is: a
  /// group has a value for every key, a sum leaves out what is missing, a table has an empty cell.
  private static func isDropped(_ field: String, by call: PlanCall) -> Bool {
    call.arguments.fieldsRead.contains(field)
  }
}

extension PatternSource {
  /// Whether the pattern asks for a value and not merely for the field.
  fileprivate var hasText: Bool {
    switch self {
    case .glob(let glob): !glob.text.isEmpty && glob.text.contains { $0 != "*" }
    case .contains, .regex: true
    }
  }
}

extension PlanStep {
  /// Whether the step settles what becomes of events without the field: it needs the field, or writes it.
  fileprivate func isSilent(about field: String, _ subject: LintSubject) -> Bool {
    if case .filter(let filter) = self, filter.fails(without: field) { return true }
    switch self {
    case .filter(.call(let call)): return FieldUse(of: call, in: subject.plan, subject.registry).reads.contains(field)
    case .filter(let filter):
      return FieldUse(of: filter, in: subject.plan, subject.registry).writes.contains(field)
    case .assign(field, _), .assignNamed, .stats: return true
    case .assign: return false
    case .call(let call):
      guard let function = subject.registry[call.name] else { return true }
      if function.spec.kind == .aggregate { return false }
      let effects = function.effects(of: call.arguments)
      return effects.writes.contains(field) || effects.writesUnknownFields || function.spec.kind == .filter
    case .choose(let branches):
      return branches.contains { branch in
        subject.plan[branch].steps.contains { step in
          if case .filter(let filter) = step.value {
            return FieldUse(of: filter, in: subject.plan, subject.registry).reads.contains(field)
          }
          return step.value.isSilent(about: field, subject)
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func notEqualPassesMissing(
    _ field: String, written: String, by call: PlanCall, at range: SourceRange
  ) -> Self {
    Diagnostic(
      "not-equal-passes-missing", .note,
      "events without '\(field)' pass this too, and '\(call.name)' counts them in", at: range,
      help: "If only events with a value are meant, write '\(written)=*' before it.")
  }
}
