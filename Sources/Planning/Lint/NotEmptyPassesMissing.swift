import MartletCatalog
import MartletDiagnostics

/// `f != ""` is meant to ask for a value, and lets events pass that have no `f` at all.
enum NotEmptyPassesMissing {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    subject.plan.pipelines.flatMap { pipeline -> [Diagnostic] in
      let filters = pipeline.steps.compactMap { step -> Located<PlanFilter>? in
        if case .filter(let filter) = step.value { Located(filter, at: step.range) } else { nil }
      }
      return filters.compactMap { filter in
        guard case .not(.matches(let field, .glob(let glob))) = filter.value, glob.text.isEmpty,
          !filters.contains(where: { $0.value.fails(without: field) })
        else { return nil }
        return .notEmptyPassesMissing(
          field, written: subject.source[subject.place(of: field, in: filter.range)], at: filter.range)
      }
    }
  }
}

extension PlanFilter {
  /// Whether an event without the field cannot pass.
  func fails(without field: String) -> Bool {
    switch self {
    case .matches(field, _), .compares(field, _, _): true
    case .all(let filters): filters.contains { $0.fails(without: field) }
    case .any(let filters): !filters.isEmpty && filters.allSatisfy { $0.fails(without: field) }
    case .constant, .not, .matches, .compares, .freeText, .call: false
    }
  }
}

extension Diagnostic {
  fileprivate static func notEmptyPassesMissing(_ field: String, written: String, at range: SourceRange) -> Self {
    Diagnostic(
      "not-equal-passes-missing", .note, "events without '\(field)' pass this too: '!=' holds for a missing field",
      at: range,
      help: "To ask for a value that is not empty, write '\(written)=* \(written)!=\"\"'.")
  }
}
