public import MartletDiagnostics

/// Reads query text.
public enum Parser {
  /// How deep brackets, blocks, calls and negations may nest.
  public static let nestingLimit = 100
  /// How tall the tree of one expression may be; a chain such as `a + b + c` is one level taller for each operator.
  public static let expressionLimit = 1_000
  /// After so many errors the rest is not reported.
  public static let errorLimit = 100

  /// Reads a query. Never fails: what cannot be read is an `error` node with a diagnostic, and reading goes on after
  /// it. The time is linear in the length of the text.
  public static func parse(_ source: SourceText, options: ParseOptions = ParseOptions()) -> ParsedQuery {
    var parser = QueryParser(source, options: options)
    return parser.parseQuery()
  }
}
