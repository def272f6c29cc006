import MartletCatalog
import MartletDiagnostics

/// `groupBy([a, b]) | sort(_count)`: a grouping by several fields makes many rows, and LogScale keeps 200 of them.
enum RowsCutOff {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    // A filter behind the limit is told of with more reason.
    guard FilterAfterLimit.check(subject).isEmpty else { return [] }
    var grouping: PlanCall?
    for step in subject.main.steps {
      guard case .call(let call) = step.value, let spec = subject.registry[call.name]?.spec else { continue }
      guard spec.kind == .aggregate else { continue }
      if let grouping, subject.isKnown(grouping.range.union(call.range)), FilterAfterLimit.hasOwnLimit(call, spec) {
        return [.rowsCutOff(call, of: grouping, subject)]
      }
      grouping = groupsWidely(call, spec) ? call : nil
    }
    return []
  }

  /// Whether a call makes a row for each combination of several fields, as many as there may be.
  private static func groupsWidely(_ call: PlanCall, _ spec: FunctionSpec) -> Bool {
    spec.parameter(named: "limit") != nil && spec.parameter(named: "function") != nil
      && !call.arguments.isWritten("limit") && call.arguments.fields(of: "field").count > 1
  }
}

extension Diagnostic {
  fileprivate static func rowsCutOff(_ call: PlanCall, of grouping: PlanCall, _ subject: LintSubject) -> Self {
    let name = SourceRange(call.range.lowerBound, call.range.lowerBound + call.name.utf8.count)
    return Diagnostic(
      "rows-cut-off", .note,
      "LogScale keeps 200 rows of '\(call.name)'; '\(grouping.name)' by several fields may make far more", at: name,
      help: "Write limit=max to keep them, or the number of rows you want.",
      fixIts: [call.adding("limit=max", "keep all rows", subject)])
  }
}
