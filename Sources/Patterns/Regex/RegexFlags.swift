/// The flags of a regex, from `/body/flags` or `regex(flags=…)`.
public struct RegexFlags: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// `i`: case does not matter.
  public static let ignoreCase = RegexFlags(rawValue: 1)
  /// `m`: `^` and `$` also match at line breaks.
  public static let multiline = RegexFlags(rawValue: 2)
  /// `d`, and leniently `s`: `.` also matches a line break.
  public static let dotMatchesNewline = RegexFlags(rawValue: 4)
  /// `g`: every match counts, not just the first.
  public static let `repeat` = RegexFlags(rawValue: 8)
  /// `F`: the second engine, whose meaning is the default here.
  public static let secondEngine = RegexFlags(rawValue: 16)
  /// The letter was `s`, which the documentation does not know.
  static let undocumentedDot = RegexFlags(rawValue: 32)

  /// Reads flag letters; the error's range is inside the letters.
  public init(letters: String) throws(RegexError) {
    self = []
    for (offset, byte) in letters.utf8.enumerated() {
      guard let flag = Self.flag(for: byte) else {
        let character = letters[letters.utf8.index(letters.startIndex, offsetBy: offset)]
        throw RegexError(
          .unknownFlag(character), at: offset..<(offset + character.utf8.count), in: .flags)
      }
      formUnion(flag)
    }
  }

  static func flag(for letter: UInt8) -> RegexFlags? {
    switch letter {
    case UInt8(ascii: "i"): .ignoreCase
    case UInt8(ascii: "m"): .multiline
    case UInt8(ascii: "d"): .dotMatchesNewline
    case UInt8(ascii: "s"): [.dotMatchesNewline, .undocumentedDot]
    case UInt8(ascii: "g"): .repeat
    case UInt8(ascii: "F"): .secondEngine
    default: nil
    }
  }
}
