public import MartletDiagnostics

/// A double-quoted string.
public struct StringLiteral: Sendable, Hashable {
  /// The text meant: `\"`, `\\`, `\n` and `\t` are resolved, any other backslash stays.
  public var value: String
  /// As it was written, with its quotes.
  public var raw: String
  public var range: SourceRange
}

/// A number as it was written, with its value.
public struct NumberLiteral: Sendable, Hashable {
  public var value: Double
  public var raw: String
  public var range: SourceRange
}

/// `/pattern/flags`.
public struct RegexLiteral: Sendable, Hashable {
  /// The regular expression, `\/` resolved to `/`.
  public var pattern: String
  /// The text between the slashes as it was written.
  public var raw: String
  /// The letters after the second slash.
  public var flags: String
  /// What is between the slashes.
  public var patternRange: SourceRange
  public var range: SourceRange
}
