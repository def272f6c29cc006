public import MartletDiagnostics

/// An expression over the fields of the event: `a + 1`, `lower(name)`, `"text"`.
///
/// A function evaluates it per batch with `RunContext.value(of:in:)`.
extension ExpressionReference: ArgumentValue {
  public static var typeName: String { "expression" }
  public static var form: ArgumentForm { .expression }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .expression(let reference) = literal.value else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    self = reference
  }
}

/// Named expressions, in the order written: the arguments of `eval(a = x + 1, b = a * 2)`.
public struct NamedExpressions: ArgumentValue {
  public static var typeName: String { "field = expression" }
  public static var form: ArgumentForm { .expression }
  public let items: [(name: String, value: ExpressionReference)]

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .named(let literals) = literal.value else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    var items: [(name: String, value: ExpressionReference)] = []
    for item in literals { items.append((item.name.value, try ExpressionReference(item.value))) }
    self.items = items
  }
}

/// The aggregates of `function=[count(), { … }]`, combined as `stats()` does.
public struct Aggregates: ArgumentValue {
  public static var typeName: String { "aggregate functions" }
  public static var form: ArgumentForm { .aggregates }
  /// `nil` stands for the default of the parameter.
  public let items: [AggregateReference]?

  /// The default `count(as=_count)`, which binding fills in.
  public static let count = Aggregates(items: nil)

  init(items: [AggregateReference]?) { self.items = items }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .aggregates(let items) = literal.value else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    self.items = items
  }

  public var sourceText: String? { items == nil ? "count()" : nil }
}

/// A block that events pass through: `{ a=1 | b := 2 }`.
public struct Block: ArgumentValue {
  public static var typeName: String { "block in braces" }
  public static var form: ArgumentForm { .block }
  public let pipeline: PipelineReference

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .pipeline(let pipeline) = literal.value else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    self.pipeline = pipeline
  }
}

/// A block that decides about events: `{ a=1 }`, `in(a, values=[1, 2])` or `if(…)`.
public struct Condition: ArgumentValue {
  public static var typeName: String { "filters in braces" }
  public static var form: ArgumentForm { .condition }
  public let pipeline: PipelineReference

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .pipeline(let pipeline) = literal.value else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    self.pipeline = pipeline
  }
}

/// A block that is a search of its own over the whole input: `query={ … }`.
public struct Search: ArgumentValue {
  public static var typeName: String { "query in braces" }
  public static var form: ArgumentForm { .search }
  public let pipeline: PipelineReference

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .pipeline(let pipeline) = literal.value else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    self.pipeline = pipeline
  }
}
