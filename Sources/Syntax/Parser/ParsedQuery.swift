public import MartletDiagnostics

/// What came of reading a query: always a tree, and what is to be said about the text.
public struct ParsedQuery: Sendable {
  public var query: Query
  /// In the order of their ranges.
  public var diagnostics: [Diagnostic]

  /// Whether the query must not be run.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
