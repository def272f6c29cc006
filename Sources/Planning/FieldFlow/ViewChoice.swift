import MartletCatalog

/// Which view a query reads (design decision 10): `resources` when its leading filters ask for one of the normalised
/// event names, `records` otherwise.
struct ViewChoice {
  let view: PlanDemand.View
  let reason: String

  static let field = "#event_simpleName"
  static let names: Set<String> = ["CloudResourceModification", "CloudResourceRead"]

  init(_ filters: [PlanFilter]) {
    if let name = filters.lazy.compactMap(Self.requiredName).first {
      view = .resources
      reason = "the leading filters require \(Self.field)=\(name), which events of one affected resource have"
    } else {
      view = .records
      reason = "no leading filter requires \(Self.field) to be CloudResourceModification or CloudResourceRead"
    }
  }

  /// The name a filter requires, when it lets only normalised events pass.
  private static func requiredName(_ filter: PlanFilter) -> String? {
    switch filter {
    case .matches(field, .glob(let glob)) where names.contains(glob.text): return glob.text
    case .all(let filters): return filters.lazy.compactMap(requiredName).first
    case .any(let filters):
      let required = filters.map(requiredName)
      return required.allSatisfy { $0 != nil } ? required.first ?? nil : nil
    case .call(let call) where call.name == "in":
      guard let (tested, values) = call.arguments.fieldAndValues, tested == field, !values.isEmpty,
        values.allSatisfy(names.contains)
      else { return nil }
      return values.joined(separator: " or ")
    default: return nil
    }
  }
}
