/// The stable identity of a kind of diagnostic: a word such as `missing-argument`.
///
/// Codes appear in SARIF, in suppressions and in people's CI configuration, so one is never renamed or reused.
/// All of them are listed here, in alphabetical order.
public struct DiagnosticCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public init(stringLiteral word: String) { self.init(rawValue: word) }

  public var description: String { rawValue }
}
