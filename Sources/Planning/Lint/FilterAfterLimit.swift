import MartletCatalog
import MartletDiagnostics

/// `table([…]) | a=b`: LogScale keeps 200 rows of a table or a sort before the filter sees them.
enum FilterAfterLimit {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var limiting: PlanCall?
    for step in subject.main.steps {
      if let call = limiting, step.value.condition(subject.registry) != nil, subject.isKnown(step.range) {
        return [
          .filterAfterLimit(call, at: SourceRange(call.range.lowerBound, call.range.lowerBound + call.name.utf8.count))
        ]
      }
      guard case .call(let call) = step.value, let function = subject.registry[call.name],
        function.spec.kind == .aggregate
      else { continue }
      limiting = hasOwnLimit(call, function.spec) ? call : nil
    }
    return []
  }

  /// Whether rows are cut off unless a limit is written. A grouping makes rows and cuts off groups, far more of them.
  static func hasOwnLimit(_ call: PlanCall, _ spec: FunctionSpec) -> Bool {
    guard let limit = spec.parameter(named: "limit"), !limit.isRequired, !call.arguments.isWritten("limit") else {
      return false
    }
    return spec.parameter(named: "type") != nil && call.arguments.aggregates.isEmpty
  }
}

extension Diagnostic {
  fileprivate static func filterAfterLimit(_ call: PlanCall, at range: SourceRange) -> Self {
    Diagnostic(
      "filter-after-limit", .note,
      "LogScale keeps 200 rows of '\(call.name)', and the filters behind it see only those",
      at: range, help: "Filter before '\(call.name)', or write limit=max.")
  }
}
