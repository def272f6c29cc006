public import MartletDiagnostics

/// `name(argument, …)`. Whether such a function exists is not known here.
public struct FunctionCall: Sendable, Equatable {
  /// As it was written; functions are found whatever the case of their letters.
  public var name: Located<String>
  public var arguments: [Argument]
  public var range: SourceRange
  /// The spelling that the documentation has, where the parser knows the function.
  public var documentedName: String?

  /// The name as it is printed.
  var printedName: String { documentedName ?? name.value }

  /// The call `function(self)`, in the place of this one.
  public func asArgument(of function: String) -> FunctionCall {
    FunctionCall(
      name: Located(function, at: name.range), arguments: [Argument(name: nil, value: .call(self))], range: range)
  }
}

/// `value` or `name=value`.
public struct Argument: Sendable, Equatable {
  /// For `eval(x = …)` this is the name of a field and may hold dots, brackets or quoted text.
  public var name: Located<String>?
  public var value: Expression

  public var range: SourceRange {
    if let name { name.range.union(value.range) } else { value.range }
  }
}

/// `$name(…)` or `$"package/name"(…)`.
public struct SavedQueryCall: Sendable, Equatable {
  public var name: Name
  /// Always named.
  public var arguments: [Argument]
  public var range: SourceRange
}

/// `name: { query } include: [f, g]`, an argument of `correlate()`.
public struct CorrelateNode: Sendable, Equatable {
  public var name: Name
  public var block: Block
  public var attributes: [CorrelateAttribute]
  public var range: SourceRange
}

/// `include: value`.
public struct CorrelateAttribute: Sendable, Equatable {
  public var name: Located<String>
  public var value: Expression
  public var range: SourceRange
}
