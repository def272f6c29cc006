import MartletCatalog
import MartletDiagnostics

/// `f != "a"` also holds for events that have no `f`; a query that counts them all counts those too.
enum NotEqualPassesMissing {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var told: Set<String> = []
    let steps = subject.main.steps
    guard let next = firstAggregate(in: steps, subject) else { return [] }
    var settled: SettledFields?
    for step in steps {
      if case .call(let call) = step.value, subject.registry[call.name]?.spec.kind == .aggregate { break }
      guard case .filter(.not(.matches(let field, let pattern))) = step.value, pattern.hasText, told.insert(field).inserted,
        !isAlwaysThere(field), !isDropped(field, by: next)
      else { continue }
      // Once for all fields: every step is looked at.
      let known = settled ?? SettledFields(by: steps, subject)
      settled = known
      if known.contains(field) { continue }
      let written = subject.source[subject.place(of: field, in: step.range)]
      found.append(.notEqualPassesMissing(field, written: written, by: next, at: step.range))
    }
    return found
  }

  private static func isAlwaysThere(_ field: String) -> Bool { field.hasPrefix("#") || field.hasPrefix("@") }

  /// The aggregate that gets the events.
  private static func firstAggregate(in steps: [Located<PlanStep>], _ subject: LintSubject) -> PlanCall? {
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

/// The fields of which some step settles what becomes of events without them: it needs the field, or writes it.
private struct SettledFields {
  private var fields: Set<String> = []
  private var all = false

  init(by steps: [Located<PlanStep>], _ subject: LintSubject) {
    for step in steps { add(step.value, subject) }
  }

  func contains(_ field: String) -> Bool { all || fields.contains(field) }

  private mutating func add(_ step: PlanStep, _ subject: LintSubject) {
    switch step {
    case .filter(let filter):
      fields.formUnion(filter.requiredFields)
      let use = FieldUse(of: filter, in: subject.plan, subject.registry)
      if case .call = filter { fields.formUnion(use.reads) } else { fields.formUnion(use.writes) }
    case .assign(let field, _): fields.insert(field)
    case .assignNamed, .stats: all = true
    case .call(let call):
      guard let function = subject.registry[call.name] else {
        all = true
        return
      }
      if function.spec.kind == .aggregate { return }
      let effects = function.effects(of: call.arguments)
      fields.formUnion(effects.writes)
      if effects.writesUnknownFields || function.spec.kind == .filter { all = true }
    case .choose(let branches):
      for step in branches.flatMap({ subject.plan[$0].steps }) {
        if case .filter(let filter) = step.value {
          fields.formUnion(FieldUse(of: filter, in: subject.plan, subject.registry).reads)
        } else {
          add(step.value, subject)
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
