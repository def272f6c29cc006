public import MartletDiagnostics

/// Reads query text.
public enum Parser {
  /// How deep brackets, blocks and calls may nest, and how long a chain of operators in an expression may be.
  public static let nestingLimit = 200

  /// Reads a query. Never fails: what cannot be read is an `error` node with a diagnostic, and reading goes on after it.
  public static func parse(_ source: SourceText, options: ParseOptions = ParseOptions()) -> ParsedQuery {
    let whole = SourceRange(0, source.bytes.count)
    return ParsedQuery(
      query: Query(pipeline: Pipeline(steps: [.error(whole)], range: whole), comments: [], range: whole),
      diagnostics: [Diagnostic(DiagnosticCode(rawValue: "unreadable"), .error, "the query cannot be read", at: whole)])
  }
}
