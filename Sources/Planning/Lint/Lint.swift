import MartletCatalog
import MartletDiagnostics

/// Rules about queries that can be run and probably do not mean what they say. One rule, one file; each takes the plan
/// and reports. A rule must be silent on good queries: it speaks where it knows, not where it suspects.
enum Lint {
  typealias Rule = @Sendable (LogicalPlan, FunctionRegistry) -> [Diagnostic]

  static let rules: [Rule] = [
    SortsWords.check, UnreachableBranch.check, LostField.check, TagWithoutMark.check,
  ]

  static func check(_ plan: LogicalPlan, _ registry: FunctionRegistry) -> [Diagnostic] {
    rules.flatMap { $0(plan, registry) }
  }
}
