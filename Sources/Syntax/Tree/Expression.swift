public import MartletDiagnostics

/// What stands right of `:=`, in an argument, or in a list.
///
/// What a word means is for the place it stands in to say: the value of a field, the name of a field, an enumeration
/// value, a duration or a file name.
public indirect enum Expression: Sendable, Equatable {
  case number(NumberLiteral)
  case string(StringLiteral)
  case boolean(Located<Bool>)
  /// A bare word: `user.name`, `desc`, `15m`, `x[0]`, `hosts.csv`.
  case word(Name)
  /// Unquoted text that is no bare word: `*`, `*x*`, and in saved-query arguments also `eu-*`.
  case pattern(TextPattern)
  case parameter(Parameter)
  /// Not allowed in CQL; reported as an error.
  case regex(RegexLiteral)
  case unary(UnaryExpression)
  case binary(BinaryExpression)
  case call(FunctionCall)
  case savedQuery(SavedQueryCall)
  case array(ArrayLiteral)
  /// `name := call(…)`, in a list.
  case assignment(Assignment)
  case block(Block)
  /// An expression in parentheses.
  case group(Expression, SourceRange)
  case correlateNode(CorrelateNode)
  case error(SourceRange)

  public var range: SourceRange {
    switch self {
    case .number(let literal): literal.range
    case .string(let literal): literal.range
    case .boolean(let literal): literal.range
    case .word(let name): name.range
    case .pattern(let pattern): pattern.range
    case .parameter(let parameter): parameter.range
    case .regex(let regex): regex.range
    case .unary(let unary): unary.range
    case .binary(let binary): binary.range
    case .call(let call): call.range
    case .savedQuery(let call): call.range
    case .array(let array): array.range
    case .assignment(let assignment): assignment.range
    case .block(let block): block.range
    case .correlateNode(let node): node.range
    case .group(_, let range), .error(let range): range
    }
  }
}

/// `-operand` or `!operand`.
public struct UnaryExpression: Sendable, Equatable {
  public enum Operator: String, Sendable {
    case minus = "-"
    case not = "!"
  }

  public var `operator`: Located<Operator>
  public var operand: Expression
  public var range: SourceRange
}

/// `left operator right`; chains lean to the left.
public struct BinaryExpression: Sendable, Equatable {
  public enum Operator: String, Sendable, CaseIterable {
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case add = "+"
    case subtract = "-"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  public var left: Expression
  public var `operator`: Located<Operator>
  public var right: Expression
  public var range: SourceRange
}

/// `[element, …]`.
public struct ArrayLiteral: Sendable, Equatable {
  public var elements: [Expression]
  public var range: SourceRange
}

/// `{ pipeline }` as an argument.
public struct Block: Sendable, Equatable {
  public var pipeline: Pipeline
  public var range: SourceRange
}
