import MartletCatalog
import MartletDiagnostics

/// `f != ""` is meant to ask for a value, and lets events pass that have no `f` at all.
enum NotEmptyPassesMissing {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    subject.plan.pipelines.flatMap { pipeline -> [Diagnostic] in
      let filters = pipeline.steps.compactMap { step -> Located<PlanFilter>? in
        if case .filter(let filter) = step.value { Located(filter, at: step.range) } else { nil }
      }
      let required = filters.reduce(into: Set<String>()) { $0.formUnion($1.value.requiredFields) }
      return filters.compactMap { filter in
        guard case .not(.matches(let field, .glob(let glob))) = filter.value, glob.text.isEmpty, !required.contains(field)
        else { return nil }
        return .notEmptyPassesMissing(
          field, written: subject.source[subject.place(of: field, in: filter.range)], at: filter.range)
      }
    }
  }
}

extension PlanFilter {
  /// The fields without any of which an event cannot pass.
  var requiredFields: Set<String> {
    switch self {
    case .matches(let field, _), .compares(let field, _, _): [field]
    case .all(let filters): filters.reduce(into: []) { $0.formUnion($1.requiredFields) }
    case .any(let filters):
      filters.dropFirst().reduce(into: filters.first?.requiredFields ?? []) { $0.formIntersection($1.requiredFields) }
    case .constant, .not, .freeText, .call: []
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
