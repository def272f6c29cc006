import MartletCatalog
import MartletDiagnostics

/// `!ioc:lookup(ip, type=ip_address)`: without `strict=true` the call keeps every event, and its negation none.
enum NegatedKeepsNone {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    subject.plan.pipelines.flatMap(\.steps).flatMap { step -> [Diagnostic] in
      guard case .filter(let filter) = step.value else { return [] }
      return filter.callsNegated.filter { subject.registry[$0.name]?.keepsAll($0.arguments) ?? false }
        .map { .negatedKeepsNone($0) }
    }
  }
}

extension PlanFilter {
  /// The calls right behind a `not`.
  fileprivate var callsNegated: [PlanCall] {
    switch self {
    case .not(.call(let call)): [call]
    case .not(let filter): filter.callsNegated
    case .all(let filters), .any(let filters): filters.flatMap(\.callsNegated)
    case .constant, .matches, .compares, .freeText, .call: []
    }
  }
}

extension Diagnostic {
  fileprivate static func negatedKeepsNone(_ call: PlanCall) -> Self {
    let strict = call.name == "join" ? "mode=inner" : "strict=true"
    return Diagnostic(
      "negated-keeps-none", .warning, "'\(call.name)' keeps every event without '\(strict)', so negated it keeps none",
      at: call.range, help: "Write '\(strict)' to keep the events without a match.")
  }
}
