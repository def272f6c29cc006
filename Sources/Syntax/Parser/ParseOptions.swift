/// How a query is read.
public struct ParseOptions: Sendable {
  /// Accept what LogScale accepts and nothing else: the extensions become errors, with the same rewrites.
  public var strict: Bool

  /// Tells whether a name is a function's, in any case of letters; nil for a name that is none.
  ///
  /// Syntax knows no function by itself. A caller with a catalogue gets more from it: a function name used as free
  /// text is an error (such words are reserved), `groupBy (x)` is a call, and a call that is no filter ends the
  /// filter before it although the pipe is missing. Without it all of these are read as plain filters.
  public var function: @Sendable (_ name: String) -> KnownFunction?

  public init(strict: Bool = false, function: @escaping @Sendable (_ name: String) -> KnownFunction? = { _ in nil }) {
    self.strict = strict
    self.function = function
  }
}

/// What the parser wants to know about a function.
public struct KnownFunction: Sendable, Hashable {
  /// The name in its canonical spelling.
  public var name: String
  /// Whether a call may be a term of a filter: `x=1 and in(y, values=[2])`.
  public var isFilter: Bool

  /// Whether it makes rows of all events.
  public var isAggregate: Bool
  /// Whether its result is one field, whose name is its argument `as`.
  public var hasResultName: Bool

  public init(name: String, isFilter: Bool, isAggregate: Bool = false, hasResultName: Bool = false) {
    self.name = name
    self.isFilter = isFilter
    self.isAggregate = isAggregate
    self.hasResultName = hasResultName
  }
}
