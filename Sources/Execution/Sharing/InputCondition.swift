/// What every event that counts for a query meets as it comes in, as far as single fields tell.
///
/// A query may ask for more than this says, never for less: where something else decides, there stands `unknown`.
public indirect enum InputCondition: Sendable {
  case unknown
  case constant(Bool)
  /// A row without the field fails.
  case test(field: String, FieldTest)
  case not(InputCondition)
  case all([InputCondition])
  case any([InputCondition])
}

/// What a value is held against. Depends on the value alone.
public enum FieldTest: Sendable {
  case text(TextTest)
  case number(NumberCondition.Ordering, Double)
}

extension InputCondition {
  /// One way for an event to count: for some fields, what the value of each, or its absence, must meet. The conditions
  /// of a field speak of that field alone, and nothing in them is unknown.
  typealias Term = [String: InputCondition]

  /// More ways for the conjuncts of a query, and for its alternatives, are not worth telling apart.
  private static let mostOfProduct = 16
  private static let mostOfUnion = 64

  /// The ways for an event to count; `nil` when any event may, none when no event can.
  var terms: [Term]? { terms(isNegated: false) }

  private func terms(isNegated: Bool) -> [Term]? {
    if let field = onlyField { return [[field: isNegated ? .not(self) : self]] }
    switch self {
    case .unknown: return nil
    case .constant(let passes): return passes == isNegated ? [] : nil
    case .test: preconditionFailure("a test is about one field")
    case .not(let condition): return condition.terms(isNegated: !isNegated)
    case .all(let parts):
      return isNegated ? Self.union(of: parts, isNegated: true) : Self.product(of: parts, isNegated: false)
    case .any(let parts):
      return isNegated ? Self.product(of: parts, isNegated: true) : Self.union(of: parts, isNegated: false)
    }
  }

  /// The ways to meet all of `parts`. Those that would multiply them beyond measure are left out.
  private static func product(of parts: [InputCondition], isNegated: Bool) -> [Term]? {
    var product: [Term]?
    let ways = parts.compactMap { $0.terms(isNegated: isNegated) }.sorted { $0.count < $1.count }
    for terms in ways {
      guard let before = product else {
        product = terms
        continue
      }
      if before.count * terms.count > mostOfProduct { continue }
      product = before.flatMap { left in
        terms.map { right in left.merging(right) { .all([$0, $1]) } }
      }
    }
    return product
  }

  /// The ways to meet one of `parts`; alternatives for the same field are one way.
  private static func union(of parts: [InputCondition], isNegated: Bool) -> [Term]? {
    var union: [Term] = []
    var ofField: [String: [InputCondition]] = [:]
    for part in parts {
      if let field = part.onlyField {
        ofField[field, default: []].append(isNegated ? .not(part) : part)
      } else {
        guard let terms = part.terms(isNegated: isNegated) else { return nil }
        union += terms
      }
    }
    for (field, conditions) in ofField { union.append([field: .any(conditions)]) }
    return union.count > mostOfUnion ? nil : union
  }

  /// The field that the condition is about, when it is about one and all of it is known.
  private var onlyField: String? {
    switch self {
    case .unknown, .constant: return nil
    case .test(let field, _): return field
    case .not(let condition): return condition.onlyField
    case .all(let parts), .any(let parts):
      guard let first = parts.first?.onlyField, parts.allSatisfy({ $0.onlyField == first }) else { return nil }
      return first
    }
  }
}
