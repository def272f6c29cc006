public import MartletDiagnostics

/// An argument as written in a query, before a parameter gives it a type.
public indirect enum Literal: Sendable {
  /// A bare word: a field name, an enumeration value, a duration, a file name.
  case word(String)
  case string(String)
  /// A quoted text with `\*` in it: as a pattern it is `glob`, whose `literalStars` (UTF-8 offsets) stand for themselves.
  case escapedStars(String, glob: String, literalStars: Set<Int>)
  /// A number, with its text as written.
  case number(String, Double)
  case boolean(Bool)
  /// A bare pattern with a star, such as the `*` of `include=*`.
  case wildcard(String)
  case array([Located<Literal>])
  /// Arguments with names of the user's choice, for the parameter that collects them.
  case named([NamedLiteral])
  case expression(ExpressionReference)
  case pipeline(PipelineReference)
  case namedQuery(NamedQuery)
  case aggregates([AggregateReference])
  /// A query parameter without a value (only while checking): fits every type.
  case unknownParameter(String)

  /// One `name=value` of a parameter that collects others.
  public struct NamedLiteral: Sendable {
    public var name: Located<String>
    public var value: Located<Literal>

    public init(name: Located<String>, value: Located<Literal>) {
      self.name = name
      self.value = value
    }
  }

  /// The text of a word, string, number, boolean or wildcard.
  public var text: String? {
    switch self {
    case .word(let text), .string(let text), .escapedStars(let text, _, _), .number(let text, _), .wildcard(let text): text
    case .boolean(let value): value ? "true" : "false"
    default: nil
    }
  }
}

/// How binding treats what is written for a parameter.
public enum ArgumentForm: Sendable, Equatable {
  /// A literal: word, string, number, array of these.
  case literal
  /// An expression over the fields of the event, evaluated per row.
  case expression
  /// One or more aggregate calls or blocks, combined as `stats()` does.
  case aggregates
  /// A block `{ … }` that runs on events passing by, or a bare filter or call.
  case block
  /// A block that decides, by what passes it; a call that is no filter decides by its value, as in `test()`.
  case condition
  /// A block that is a search of its own over the whole input.
  case search
  /// A block with a name, links and fields to include: `A: { … } include: [f]`.
  case namedQuery
}

/// A type an argument can have; knows how to read itself from a literal.
public protocol ArgumentValue: Sendable {
  /// The name users see in hovers and messages, for example `duration`.
  static var typeName: String { get }
  static var form: ArgumentForm { get }
  /// Whether several unnamed arguments may be collected into one value.
  static var takesSeveral: Bool { get }
  /// The words allowed, for an enumeration.
  static var choices: [String] { get }

  init(_ literal: Located<Literal>) throws(Diagnostic)

  /// How the value would be written in a query; for documentation of defaults. `nil` hides the default.
  var sourceText: String? { get }
}

extension ArgumentValue {
  public static var form: ArgumentForm { .literal }
  public static var takesSeveral: Bool { false }
  public static var choices: [String] { [] }
  public var sourceText: String? { nil }
}

/// A place in the plan: an expression that is evaluated per row.
public struct ExpressionReference: Sendable, Hashable {
  public let index: Int
  public init(index: Int) { self.index = index }
}

/// A place in the plan: the steps of a block.
public struct PipelineReference: Sendable, Hashable {
  public let index: Int
  public init(index: Int) { self.index = index }
}

/// A place in the plan: one aggregate call, or a block that ends in rows.
public struct AggregateReference: Sendable, Hashable {
  public let index: Int
  public init(index: Int) { self.index = index }
}
