public import MartletDiagnostics

/// A condition on events. `or` binds tighter than `and`, which may be left unwritten.
public indirect enum Filter: Sendable, Equatable {
  case and(Junction)
  case or(Junction)
  case not(Negation)
  case comparison(Comparison)
  /// A bare pattern, string, regex or parameter: searches every field.
  case freeText(FilterValue)
  /// `true` or `false`.
  case constant(Located<Bool>)
  case call(FunctionCall)
  case fieldApply(FieldApply)
  /// A filter in parentheses.
  case group(Filter, SourceRange)
  case error(SourceRange)

  public var range: SourceRange {
    switch self {
    case .and(let junction), .or(let junction): junction.range
    case .not(let negation): negation.range
    case .comparison(let comparison): comparison.range
    case .freeText(let value): value.range
    case .constant(let constant): constant.range
    case .call(let call): call.range
    case .fieldApply(let apply): apply.range
    case .group(_, let range), .error(let range): range
    }
  }
}

/// Two or more filters joined by the same operator.
public struct Junction: Sendable, Equatable {
  public var terms: [Filter]
  /// One operator between each pair of terms.
  public var operators: [Joint]
  public var range: SourceRange
}

/// What joins two terms.
public struct Joint: Sendable, Equatable {
  /// Nothing was written: the terms stand side by side, which means `and`.
  public var isImplicit: Bool
  /// The word; empty where nothing was written.
  public var range: SourceRange
}

/// `not filter` or `!filter`.
public struct Negation: Sendable, Equatable {
  public enum Form: Sendable { case word, mark }

  public var form: Form
  public var operatorRange: SourceRange
  public var operand: Filter
  public var range: SourceRange
}

/// `field operator value`.
public struct Comparison: Sendable, Equatable {
  public var field: Name
  public var `operator`: Located<ComparisonOperator>
  /// For an ordering operator this is a number or a parameter, unless an error was reported.
  public var value: FilterValue
  public var range: SourceRange
}

public enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case like

  /// Whether both sides are read as numbers.
  public var isOrdering: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case .equal, .notEqual, .like: false
    }
  }
}

/// The right side of a comparison, a free-text term, or the guard of a match arm.
public enum FilterValue: Sendable, Equatable {
  /// Text in which `*` stands for any run of characters, quoted or not.
  case text(TextPattern)
  case regex(RegexLiteral)
  case parameter(Parameter)
  /// Right of `<`, `<=`, `>` and `>=` only.
  case number(NumberLiteral)
  case error(SourceRange)

  public var range: SourceRange {
    switch self {
    case .text(let text): text.range
    case .regex(let regex): regex.range
    case .parameter(let parameter): parameter.range
    case .number(let number): number.range
    case .error(let range): range
    }
  }
}
