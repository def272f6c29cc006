public import MartletDiagnostics

/// Text to compare with, quoted or not; `*` stands for any run of characters in both.
public struct TextPattern: Sendable, Hashable {
  /// The text with escapes resolved; wildcards are still `*` in it. Use `pieces` to match.
  public var text: String
  /// As it was written, with its quotes if it has any.
  public var raw: String
  public var isQuoted: Bool
  public var range: SourceRange

  /// A part of a pattern.
  public enum Piece: Sendable, Hashable {
    case literal(String)
    /// `*`: any run of characters, also an empty one.
    case anything
  }

  /// What to match, in order; neighbouring wildcards are one.
  ///
  /// In a quoted pattern `\*` is a star that is meant literally; `\\*` is a backslash and a wildcard.
  public var pieces: [Piece] {
    var pieces: [Piece] = []
    var literal = ""
    func flush() {
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = ""
    }
    var scalars = (isQuoted ? raw.dropFirst().dropLast() : Substring(raw)).unicodeScalars
    while let scalar = scalars.popFirst() {
      if scalar == "*" {
        flush()
        if pieces.last != .anything { pieces.append(.anything) }
      } else if scalar == "\\", isQuoted, let next = scalars.popFirst() {
        if next == "*" { literal += "*" } else { literal += StringLiteral.meaning(ofEscaped: next) }
      } else {
        literal.unicodeScalars.append(scalar)
      }
    }
    flush()
    return pieces
  }

  /// Whether the pattern has a live wildcard.
  public var hasWildcard: Bool { pieces.contains(.anything) }

  /// Whether the pattern is nothing but a wildcard.
  public var isWildcardOnly: Bool { pieces == [.anything] }
}

extension StringLiteral {
  /// The string as a pattern, with the stars that are escaped in it.
  public var pattern: TextPattern { TextPattern(text: value, raw: raw, isQuoted: true, range: range) }

  /// What a backslash and `scalar` stand for in a string.
  static func meaning(ofEscaped scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"", "\\": String(scalar)
    case "n": "\n"
    case "t": "\t"
    default: "\\" + String(scalar)
    }
  }
}
