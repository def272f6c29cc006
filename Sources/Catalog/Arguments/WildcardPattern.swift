public import MartletDiagnostics

/// A text in which `*` stands for any text, written bare or quoted; `\*` in quotes is a star.
public struct WildcardPattern: ArgumentValue, Hashable {
  public static var typeName: String { "pattern" }
  /// The pattern with its escapes resolved.
  public let text: String
  /// The UTF-8 offsets of the stars in `text` that stand for themselves.
  public let literalStars: Set<Int>
  public let sourceText: String?

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    let written = try String(literal)
    sourceText = "\"\(written)\""
    if case .escapedStars(_, let glob, let literalStars) = literal.value {
      text = glob
      self.literalStars = literalStars
    } else {
      text = written
      literalStars = []
    }
  }
}

extension Diagnostic {
  /// What is said of the first pattern in which a star is escaped.
  public static func escapedStars(in patterns: [WildcardPattern], at range: SourceRange) -> [Diagnostic] {
    guard patterns.contains(where: { !$0.literalStars.isEmpty }) else { return [] }
    return [
      Diagnostic(
        "escaped-star", .warning, "'\\*' is read as a star; LogScale's documentation does not say so", at: range,
        help: "Use a regex to match a star, as in 'user=/^\\*$/'; for a backslash and a wildcard write '\\\\*'.")
    ]
  }
}
