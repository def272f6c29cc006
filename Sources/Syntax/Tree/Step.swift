public import MartletDiagnostics

/// One step of a pipeline.
///
/// A call or a `=~` that stands alone is `call` or `fieldApply`; inside a boolean filter it is a `Filter`.
public enum Step: Sendable, Equatable {
  case filter(Filter)
  case assignment(Assignment)
  case fieldApply(FieldApply)
  case caseStep(CaseStep)
  case matchStep(MatchStep)
  /// A list that is a step by itself: `[count(), max(v)]` means `stats([count(), max(v)])`.
  case stats(ArrayLiteral)
  case savedQuery(SavedQueryCall)
  case call(FunctionCall)
  case link(LinkStep)
  case error(SourceRange)

  public var range: SourceRange {
    switch self {
    case .filter(let filter): filter.range
    case .assignment(let assignment): assignment.range
    case .fieldApply(let apply): apply.range
    case .caseStep(let step): step.range
    case .matchStep(let step): step.range
    case .stats(let array): array.range
    case .savedQuery(let call): call.range
    case .call(let call): call.range
    case .link(let link): link.range
    case .error(let range): range
    }
  }
}

/// `target := value`.
public struct Assignment: Sendable, Equatable {
  /// A name of form `dynamic` (in backticks) stores under the value of that field.
  public var target: Name
  /// A bare call here means that the call gets `as=target`.
  public var value: Expression
  public var range: SourceRange
}

/// `field =~ call(…)`: the call with `field=` supplied; `field =~ !call(…)` keeps what the call drops.
public struct FieldApply: Sendable, Equatable {
  public var field: Name
  public var isNegated: Bool
  public var call: FunctionCall
  public var range: SourceRange
}

/// `field <=> Node.field`, in a node of `correlate()`.
public struct LinkStep: Sendable, Equatable {
  public var field: Name
  /// Node and field in one name; the first dot that follows a declared node parts them.
  public var other: Name
  public var range: SourceRange
}
