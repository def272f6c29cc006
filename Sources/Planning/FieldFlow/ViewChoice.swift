import MartletCatalog

/// Which view a query reads (design decision 10): `resources` when its leading filters ask for one of the normalised
/// event names, `records` otherwise.
struct ViewChoice {
  let view: PlanDemand.View
  let reason: String

  static let field = "#event_simpleName"
  static let names: Set<String> = ["CloudResourceModification", "CloudResourceRead"]

  init(
    _ plan: LogicalPlan, _ registry: FunctionRegistry, of pipeline: PipelineReference = PipelineReference(index: 0)
  ) {
    let filters = LeadingFilters(plan: plan, registry: registry, pipeline: pipeline).filters
    if let names = filters.lazy.compactMap({ Self.requiredNames($0, registry) }).first {
      view = .resources
      let list = names.sorted().joined(separator: " or ")
      reason = "the leading filters require \(Self.field)=\(list), which events of one affected resource have"
    } else {
      view = .records
      reason = "no leading filter requires \(Self.field) to be CloudResourceModification or CloudResourceRead"
    }
  }

  /// The names one of which a filter requires, when it lets only normalised events pass.
  private static func requiredNames(_ filter: PlanFilter, _ registry: FunctionRegistry) -> Set<String>? {
    switch filter {
    case .matches(field, .glob(let glob)): return names.contains(glob.text) ? [glob.text] : nil
    case .all(let filters): return filters.lazy.compactMap { requiredNames($0, registry) }.first
    case .any(let filters):
      var required: Set<String> = []
      for filter in filters {
        guard let names = requiredNames(filter, registry) else { return nil }
        required.formUnion(names)
      }
      return required.isEmpty ? nil : required
    case .call(let call):
      guard let requirement = registry[call.name]?.requirement(of: call.arguments), requirement.fields == [field],
        !requirement.ignoresCase, !requirement.values.isEmpty
      else { return nil }
      var required: Set<String> = []
      for value in requirement.values {
        guard case .whole(let name) = value, names.contains(name) else { return nil }
        required.insert(name)
      }
      return required
    case .constant, .not, .matches, .compares, .freeText: return nil
    }
  }
}
