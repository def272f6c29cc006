import MartletCatalog
import MartletDiagnostics

/// A field that nothing assigns and no event is known to have, while a name that is nearly the same is known. It speaks
/// only of queries about cloud operations, which show it by other fields that they name.
enum UnknownField {
  /// Names that stand together: a query that uses one of a family is about events that have the others.
  private static let families = [KnownFields.view, KnownFields.native]

  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var walk = Walk(subject: subject)
    walk.follow(subject.main)
    return walk.unknown.compactMap { field in
      near(field.value, among: families.filter { !$0.isDisjoint(with: walk.telling) })
        .map { .unknownField(field.value, near: $0, at: field.range) }
    }
  }

  /// The known field that was probably meant: the same but for the case of letters, or one letter away.
  private static func near(_ field: String, among families: [Set<String>]) -> String? {
    if KnownFields.texts.contains(field) { return nil }
    let letters = field.lowercased()
    let isCapital = field.first?.isUppercase ?? false
    for known in families {
      if let same = known.sorted().first(where: { $0.lowercased() == letters }) { return same }
    }
    guard field.utf8.count >= 8 else { return nil }
    for known in families {
      // Names that begin with a capital are Falcon's; `UserName` is no misspelt `user.name`.
      let near = Suggestion.closest(to: field, among: known).first {
        $0.first?.isUppercase == isCapital
          && Suggestion.editDistance(Array(letters.unicodeScalars), Array($0.lowercased().unicodeScalars)) == 1
      }
      if let near { return near }
    }
    return nil
  }

  private struct Walk {
    let subject: LintSubject
    var unknown: [Located<String>] = []
    /// The known fields it names that tell what events are meant.
    var telling: Set<String> = []
    private var written: Set<String> = []

    init(subject: LintSubject) { self.subject = subject }

    /// Follows the steps up to an aggregate, behind which other rules know more, or a step that may make any field.
    mutating func follow(_ pipeline: PlanPipeline) {
      for step in pipeline.steps where !follow(step) { return }
    }

    /// Whether what follows still has the fields of the input.
    private mutating func follow(_ step: Located<PlanStep>) -> Bool {
      switch step.value {
      case .filter(let filter): return note(FieldUse(of: filter, in: subject.plan, subject.registry), step.range)
      case .assign(let field, let value):
        defer { written.insert(field) }
        return note(FieldUse(of: subject.plan[value], in: subject.plan, subject.registry), step.range)
      case .call(let call):
        guard let function = subject.registry[call.name] else { return false }
        var use = FieldUse()
        use.reads = Set(call.arguments.fieldsRead)
        let effects = function.effects(of: call.arguments)
        use.writes = Set(effects.writes)
        use.writesUnknown = effects.writesUnknownFields || !call.arguments.blocks.isEmpty
        return note(use, step.range) && function.spec.kind != .aggregate && effects.survivors == .all
      case .choose(let branches):
        let before = written
        var after = before
        var goesOn = true
        for branch in branches {
          written = before
          for step in subject.plan[branch].steps where goesOn { goesOn = follow(step) }
          after.formUnion(written)
        }
        written = after
        return goesOn
      case .assignNamed, .stats: return false
      }
    }

    private mutating func note(_ use: FieldUse, _ range: SourceRange) -> Bool {
      guard subject.isKnown(range) else { return false }
      for field in use.reads.sorted() where !written.contains(field) && !field.hasPrefix("@") {
        if UnknownField.families.contains(where: { $0.contains(field) }) {
          if !Self.isCommon(field) { telling.insert(field) }
        } else if !unknown.contains(where: { $0.value == field }) {
          unknown.append(Located(field, at: subject.place(of: field, in: range)))
        }
      }
      written.formUnion(use.writes)
      return !use.writesUnknown
    }

    /// Names that events of any other kind have too.
    private static func isCommon(_ field: String) -> Bool {
      field.hasPrefix("#") || field.hasPrefix("event.") || field.hasPrefix("user.") || field.hasPrefix("source.")
        || ["aid", "timestamp", "OperationName", "category", "caller", "logName", "userAgent", "eventType", "error.code", "error.message"]
          .contains(field)
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownField(_ field: String, near: String, at range: SourceRange) -> Self {
    let isSame = field.lowercased() == near.lowercased()
    return Diagnostic(
      "unknown-field", .warning, "nothing sets '\(field)', and no known event has it", at: range,
      help: "Did you mean '\(near)'?\(isSame ? " Names of fields heed the case of letters." : "")",
      fixIts: [FixIt("write '\(near)'", replacing: range, with: near)])
  }
}
