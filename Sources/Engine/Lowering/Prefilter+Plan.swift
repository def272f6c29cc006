import MartletCatalog
import MartletColumns
import MartletPatterns
import MartletPlanning

extension Prefilter {
  /// What every event must contain to pass the filters; `nil` when nothing is known.
  ///
  /// Only conditions that a missing value fails may count: whatever else there is, an event that lacks the literals
  /// cannot pass.
  init?(requiredBy filters: [PlanFilter]) {
    guard let condition = Self.condition(of: .all(filters)) else { return nil }
    self = condition
  }

  private static func condition(of filter: PlanFilter) -> Prefilter? {
    switch filter {
    case .constant, .not, .compares: return nil
    case .call(let call): return condition(of: call)
    case .all(let filters):
      let parts = filters.compactMap { condition(of: $0) }
      return parts.count > 1 ? .all(parts) : parts.first
    case .any(let filters):
      var parts: [Prefilter] = []
      for filter in filters {
        guard let part = condition(of: filter) else { return nil }
        parts.append(part)
      }
      return parts.isEmpty ? nil : .any(parts)
    case .matches(let field, let pattern):
      return literals(of: pattern).map { .field(field, containsAnyOf: $0) }
    case .freeText(let pattern):
      return literals(of: pattern).map { .anyField(containsAnyOf: $0) }
    }
  }

  /// Bytes one of which every matching text contains.
  private static func literals(of pattern: PatternSource) -> [Literal]? {
    let required: [RequiredLiteral]?
    switch pattern {
    case .glob(let source): required = Glob(source.text, literalStars: source.literalStars).requiredLiterals
    case .contains(let source):
      required = Glob(source.text, extent: .part, literalStars: source.literalStars).requiredLiterals
    case .regex(let body, let flags, _, _):
      // A regex that does not compile has been reported by lowering.
      required = (try? Regex(body, flags: RegexFlags(letters: flags), captures: .none))?.requiredLiterals
    }
    return required?.map { Literal($0.bytes, ignoresCase: $0.ignoresCase) }
  }

  /// `in(field, values=[…])`, when case matters.
  private static func condition(of call: PlanCall) -> Prefilter? {
    guard call.name == "in", !call.arguments.isWritten("ignoreCase"), let (field, values) = call.arguments.fieldAndValues
    else { return nil }
    var literals: [Literal] = []
    for value in values {
      guard let required = Glob(value).requiredLiterals else { return nil }
      literals += required.map { Literal($0.bytes, ignoresCase: $0.ignoresCase) }
    }
    return literals.isEmpty ? nil : .field(field, containsAnyOf: literals)
  }
}
