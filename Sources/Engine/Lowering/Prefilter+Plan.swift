import MartletColumns
import MartletPlanning

extension Prefilter {
  /// What planning found that every event must contain.
  init(_ condition: PlanPrefilter) {
    self =
      switch condition {
      case .field(let name, let literals): .field(name, containsAnyOf: literals.map(Literal.init))
      case .anyField(let literals): .anyField(containsAnyOf: literals.map(Literal.init))
      case .all(let parts): .all(parts.map(Prefilter.init))
      case .any(let parts): .any(parts.map(Prefilter.init))
      }
  }
}

extension Prefilter.Literal {
  init(_ literal: PlanPrefilter.Literal) {
    self.init(literal.bytes, ignoresCase: literal.ignoresCase)
  }
}
