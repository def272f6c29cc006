public import MartletDiagnostics

/// `?name`, `?"a name"` or `?{name=default}`.
public struct Parameter: Sendable, Hashable {
  public var name: String
  /// The default, if this use gives one; it holds for every use in the query.
  public var defaultValue: TextPattern?
  /// As it was written.
  public var raw: String
  public var range: SourceRange
}
