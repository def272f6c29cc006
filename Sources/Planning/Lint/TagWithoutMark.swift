import MartletCatalog
import MartletDiagnostics

/// `event_simpleName` is a tag: its name starts with `#`, and without it the filter matches nothing in Falcon.
enum TagWithoutMark {
  private static let tags: Set<String> = ["event_simpleName", "repo"]

  static func check(_ plan: LogicalPlan, _ registry: FunctionRegistry) -> [Diagnostic] {
    guard let main = plan.pipelines.first else { return [] }
    return main.steps.compactMap { step in
      guard case .filter(.matches(let field, _)) = step.value, tags.contains(field) else { return nil }
      return .tagWithoutMark(field, at: SourceRange(step.range.lowerBound, step.range.lowerBound + field.utf8.count))
    }
  }
}

extension Diagnostic {
  fileprivate static func tagWithoutMark(_ field: String, at range: SourceRange) -> Self {
    Diagnostic(
      "tag-without-mark", .warning, "'\(field)' is the name of a tag, which starts with '#'", at: range,
      help: "Write '#\(field)'.", fixIts: [FixIt("write '#\(field)'", inserting: "#", at: range.lowerBound)])
  }
}
