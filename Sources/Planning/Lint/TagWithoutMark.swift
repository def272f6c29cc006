import MartletCatalog
import MartletDiagnostics

/// `event_simpleName` is a tag: its name starts with `#`, and without it the filter matches nothing in Falcon.
enum TagWithoutMark {
  private static let tags: Set<String> = ["event_simpleName"]

  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var written: Set<String> = []
    for step in subject.main.steps {
      guard case .filter(let filter) = step.value else {
        // Behind another step the name may be a field of the query's own.
        if case .assign(let field, _) = step.value { written.insert(field) } else { break }
        continue
      }
      let use = FieldUse(of: filter, in: subject.plan, subject.registry)
      for field in tags where use.reads.contains(field) && !written.contains(field) {
        found.append(.tagWithoutMark(field, at: subject.place(of: field, in: step.range)))
      }
      written.formUnion(use.writes)
    }
    return found
  }
}

extension Diagnostic {
  fileprivate static func tagWithoutMark(_ field: String, at range: SourceRange) -> Self {
    Diagnostic(
      "tag-without-mark", .warning, "'\(field)' is the name of a tag, which starts with '#'", at: range,
      help: "Write '#\(field)'.", fixIts: [FixIt("write '#\(field)'", replacing: range, with: "#\(field)")])
  }
}
