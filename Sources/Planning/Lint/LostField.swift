import MartletCatalog
import MartletDiagnostics

/// After an aggregate only its own fields are left: a condition or a value that looks at another one finds nothing.
enum LostField {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var walk = Walk(subject: subject)
    walk.follow(subject.main)
    return walk.found
  }

  private struct Walk {
    let subject: LintSubject
    var found: [Diagnostic] = []
    /// The fields that can be there, once an aggregate has said which; `nil` for any.
    var known: Set<String>?
    /// Lost fields that were told of: once is enough.
    var told: Set<String> = []
    /// The call that left only these.
    var aggregate: Located<String>?

    mutating func follow(_ pipeline: PlanPipeline) {
      for step in pipeline.steps {
        if known != nil { check(step) }
        follow(step)
      }
    }

    /// Reports fields that conditions and values look at and that are gone.
    private mutating func check(_ step: Located<PlanStep>) {
      guard let aggregate, subject.isKnown(SourceRange(aggregate.range.lowerBound, step.range.upperBound)) else {
        return
      }
      for field in fieldsRead(by: step.value).sorted() where isLost(field) {
        let place = subject.place(of: field, in: step.range)
        let near = Suggestion.closest(to: field, among: known ?? []).first { isNear($0, field) }
        found.append(.lostField(field, by: aggregate.value, near: near, at: place))
        told.insert(field)
      }
    }

    /// Short names are nearly the same by chance: `cid` is no misspelt `aid`.
    private func isNear(_ known: String, _ field: String) -> Bool {
      known.lowercased() == field.lowercased() || known == "_" + field || min(known.utf8.count, field.utf8.count) >= 4
    }

    private func fieldsRead(by step: PlanStep) -> Set<String> {
      switch step {
      case .filter(let filter): FieldUse(of: filter, in: subject.plan, subject.registry).reads
      case .assign(_, let value), .assignNamed(_, let value):
        FieldUse(of: subject.plan[value], in: subject.plan, subject.registry).reads
      case .call(let call): fieldsRead(by: call)
      case .choose, .stats: []
      }
    }

    /// Transforms may make sense of a field that is missing. What a condition or an aggregate looks at they should not.
    private func fieldsRead(by call: PlanCall) -> Set<String> {
      guard let function = subject.registry[call.name] else { return [] }
      switch function.spec.kind {
      case .filter: return FieldUse(of: call, in: subject.plan, subject.registry).reads
      case .aggregate:
        guard case .only(let fields) = function.effects(of: call.arguments).reads else { return [] }
        // Some put rows in order by their time where they have one.
        return Set(fields.filter { $0 != "@timestamp" })
      // A time is shown or taken apart in the last steps, where it is missed most often.
      case .transform:
        guard case .only(let fields) = function.effects(of: call.arguments).reads else { return [] }
        return Set(fields.filter { $0 == "@timestamp" })
      default: return []
      }
    }

    /// Names with these marks may be written by functions without saying so.
    private func isLost(_ field: String) -> Bool {
      guard let known, !known.contains(field), !told.contains(field), field.first != "_",
        field.first != "@" || field == "@timestamp"
      else { return false }
      // `x[0]` is part of an array `x`, of which the name alone is known.
      guard let bracket = field.firstIndex(of: "[") else { return true }
      return !known.contains { $0.hasPrefix(field[..<bracket]) }
    }

    private mutating func follow(_ step: Located<PlanStep>) {
      switch step.value {
      case .filter(let filter):
        known?.formUnion(FieldUse(of: filter, in: subject.plan, subject.registry).writes)
      case .assign(let field, _): known?.insert(field)
      case .assignNamed: known = nil
      case .call(let call): follow(call)
      case .stats(let aggregates):
        (known, told) = ([], [])
        aggregate = Located("[…]", at: step.range)
        addFields(of: aggregates)
      case .choose(let branches): follow(branches)
      }
    }

    private mutating func follow(_ branches: [PipelineReference]) {
      guard known != nil else { return }
      var after: Set<String>? = []
      var toldAfter = told
      for branch in branches {
        var walk = self
        walk.found = []
        walk.follow(subject.plan[branch])
        for diagnostic in walk.found where !found.contains(diagnostic) { found.append(diagnostic) }
        toldAfter.formUnion(walk.told)
        guard let fields = walk.known else {
          after = nil
          continue
        }
        after?.formUnion(fields)
      }
      (known, told) = (after, toldAfter)
    }

    private mutating func follow(_ call: PlanCall) {
      guard let function = subject.registry[call.name] else {
        known = nil
        return
      }
      let effects = function.effects(of: call.arguments)
      switch effects.survivors {
      case .all: known?.formUnion(effects.writes)
      case .only(let survivors):
        (known, told) = (Set(survivors).union(effects.writes), [])
        aggregate = Located(call.name, at: call.range)
      }
      if effects.writesUnknownFields { known = nil }
      addFields(of: call.arguments.aggregates)
      if !call.arguments.blocks.isEmpty { known = nil }
    }

    private mutating func addFields(of aggregates: [AggregateReference]) {
      for reference in aggregates {
        guard known != nil, let fields = fieldsWritten(by: reference) else {
          known = nil
          return
        }
        known?.formUnion(fields)
      }
    }

    /// What an aggregate among others adds to the row; `nil` when that is not told.
    private func fieldsWritten(by reference: AggregateReference) -> Set<String>? {
      switch subject.plan[reference] {
      case .call(let call):
        var walk = Walk(subject: subject)
        walk.follow(call)
        return walk.known
      case .block(let block):
        // Events come into the block; what leaves it is known when an aggregate in it says so.
        var walk = Walk(subject: subject)
        walk.follow(subject.plan[block])
        return walk.known
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func lostField(_ field: String, by aggregate: String, near: String?, at range: SourceRange) -> Self
  {
    if let near {
      return Diagnostic(
        "lost-field", .warning,
        "'\(field)' is not there: '\(aggregate)' leaves only its own fields, '\(near)' among them",
        at: range,
        help: "Did you mean '\(near)'?\(near.lowercased() == field.lowercased() ? " Names of fields heed the case of letters." : "")")
    }
    return Diagnostic(
      "lost-field", .warning, "'\(field)' is not there any more: '\(aggregate)' leaves only its own fields", at: range,
      help: "Use it before the aggregate, group by it too, or keep it with 'function=[…, selectLast(\(field))]'.")
  }
}
