import MartletCatalog
import MartletDiagnostics

/// After an aggregate only its own fields are left; a filter on another one drops or keeps every row.
enum LostField {
  static func check(_ plan: LogicalPlan, _ registry: FunctionRegistry) -> [Diagnostic] {
    guard let main = plan.pipelines.first else { return [] }
    var found: [Diagnostic] = []
    var known: Known?
    for step in main.steps {
      if let fields = known?.fields {
        for field in read(step.value, plan) where !fields.contains(field) && !found.contains(where: { $0.message.contains("'\(field)'") }) {
          found.append(.lostField(field, by: known?.aggregate ?? "", at: step.range))
        }
      }
      known = after(step.value, known, plan, registry)
    }
    return found
  }

  /// The fields that can be there after the last aggregate; `nil` for any.
  private struct Known {
    var fields: Set<String>
    var aggregate: String
  }

  /// What filters and values of a step read by name. Functions may make sense of a missing field; these do not.
  private static func read(_ step: PlanStep, _ plan: LogicalPlan) -> [String] {
    switch step {
    case .filter(.matches(let field, _)), .filter(.compares(let field, _, _)): [field]
    default: []
    }
  }

  private static func after(_ step: PlanStep, _ known: Known?, _ plan: LogicalPlan, _ registry: FunctionRegistry) -> Known? {
    switch step {
    case .filter(let filter): return extracts(filter) ? nil : known
    case .assign(let field, _):
      var known = known
      known?.fields.insert(field)
      return known
    case .call(let call):
      guard let function = registry[call.name], function.spec.kind == .aggregate, call.name == "groupBy" || call.name == "count"
      else { return registry[call.name]?.spec.kind == .filter ? known : nil }
      var fields = Set(call.arguments.fieldsWritten).union(call.arguments.fieldsRead)
      for aggregate in call.arguments.aggregates {
        // What a block yields is not followed.
        guard case .call(let inner) = plan[aggregate], inner.arguments.aggregates.isEmpty,
          ["count", "sum", "min", "max", "avg", "range"].contains(inner.name)
        else { return nil }
        fields.formUnion(inner.arguments.fieldsWritten)
      }
      return Known(fields: fields, aggregate: call.name)
    case .choose, .stats, .assignNamed: return nil
    }
  }

  private static func extracts(_ filter: PlanFilter) -> Bool {
    if case .matches(_, .regex(_, _, extracts: true, _)) = filter { return true }
    return false
  }
}

extension Diagnostic {
  fileprivate static func lostField(_ field: String, by aggregate: String, at range: SourceRange) -> Self {
    Diagnostic(
      "lost-field", .warning, "'\(field)' is not there any more: '\(aggregate)' leaves only its own fields", at: range,
      help: "Filter before the aggregate, group by the field too, or keep it with 'function=[…, selectLast(\(field))]'.")
  }
}
