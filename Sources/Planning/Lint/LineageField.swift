import MartletCatalog
import MartletDiagnostics

/// `lineage.*` is filled in here and nowhere else (design decision 18).
enum LineageField {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    guard subject.isStrict else { return [] }
    let flow = FieldFlow(plan: subject.plan, registry: subject.registry)
    let fields = flow.needs(of: subject.main, after: FieldFlow.Needs()).fields.filter { $0.hasPrefix("lineage.") }
    return fields.sorted().map { field in
      .lineageField(field, at: subject.place(of: field, in: SourceRange(0, subject.source.bytes.count)))
    }
  }
}

extension Diagnostic {
  fileprivate static func lineageField(_ field: String, at range: SourceRange) -> Self {
    Diagnostic(
      "lineage-field", .note, "'\(field)' is filled in by Martlet alone: LogScale's events do not have it", at: range,
      help: "Say 'portable: false' in the detection, or find the relation with a join on ids.")
  }
}
