public import MartletDiagnostics

/// `case { branch; branch; * }`. Each branch is a pipeline; its first step is normally its condition.
public struct CaseStep: Sendable, Equatable {
  public var branches: [Pipeline]
  public var range: SourceRange
}

/// `field match { guard => pipeline; … }`.
public struct MatchStep: Sendable, Equatable {
  public var field: Name
  public var arms: [MatchArm]
  public var range: SourceRange
}

/// One `guard => pipeline` of a match.
public struct MatchArm: Sendable, Equatable {
  public var condition: MatchGuard
  public var body: Pipeline
  public var range: SourceRange
}

/// What a match arm requires of the field.
public enum MatchGuard: Sendable, Equatable {
  /// An unquoted `*` or `true`: every event, also one without the field.
  case always(SourceRange)
  /// An anchored pattern, a regex or a parameter.
  case value(FilterValue)
  /// A filter function, called without its `field`.
  case call(FunctionCall, isNegated: Bool)
  case error(SourceRange)

  public var range: SourceRange {
    switch self {
    case .always(let range), .error(let range): range
    case .value(let value): value.range
    case .call(let call, _): call.range
    }
  }
}
