/// Why a regex does not compile, and where in it.
public struct RegexError: Error, Sendable, Hashable {
  /// The text a range lies in.
  public enum Place: Sendable, Hashable {
    case body
    case flags
    /// The replacement text of `replace()`.
    case replacement
  }

  public enum Reason: Sendable, Hashable {
    /// LogScale refuses it.
    case unsupported(UnsupportedRegexConstruct)
    case unknownFlag(Character)
    case unknownInlineFlag(Character)
    case groupNotClosed
    case groupNotOpened
    case groupNameNotClosed
    /// Empty, or with a character that no field name of a group may have.
    case badGroupName(String)
    case noSuchGroup(String)
    case classNotClosed
    case classRangeReversed
    case nothingToRepeat(String)
    case quantifierAfterQuantifier
    case repeatReversed
    /// More repetitions than this, which the engine takes, nested ones multiplied.
    case repeatTooLarge(Int)
    case escapeNotFinished(String)
    case notACharacter(String)
    case unknownProperty(String)
    case nestedTooDeeply
    case tooLarge
    /// The engine refused what the translation gave it; its own words.
    case engine(String)
  }

  public var reason: Reason
  /// UTF-8 offsets inside the text that `place` names.
  public var range: Range<Int>
  public var place: Place

  public init(_ reason: Reason, at range: Range<Int>, in place: Place = .body) {
    self.reason = reason
    self.range = range
    self.place = place
  }

  /// The most repetitions a quantifier may ask for, and nested ones together.
  public static let repeatLimit = 1000
}

/// What other engines have and LogScale refuses.
public enum UnsupportedRegexConstruct: Sendable, Hashable {
  case lookbehind
  case possessiveQuantifier
  case atomicGroup
  case namedBackreference
  case endOfPreviousMatch
  case anyLineBreak
  case graphemeCluster
  case singleByte
  case namedCharacter
  case bracedCodePoint
  case typedBoundary
  case keepOut
  case classOperation
  case namedClass
  case conditional
  case recursion
  case branchReset
  case comment
  case verb
  case freeSpacing
}

/// Something in a regex that works here and may not work, or not mean the same, in LogScale.
public struct RegexNote: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `(?P<name>…)`: documented by one page, denied by another.
    case pythonGroup(String)
    /// Flag `s` for `d`.
    case undocumentedDotFlag
    /// `\y`, which means the letter.
    case needlessEscape(Character)
  }

  public var kind: Kind
  public var range: Range<Int>
  public var place: RegexError.Place

  init(_ kind: Kind, at range: Range<Int>, in place: RegexError.Place = .body) {
    self.kind = kind
    self.range = range
    self.place = place
  }
}

/// A search that was given up: whether the text matches is not known.
public enum RegexLimit: UInt8, Error, Sendable, Hashable {
  case steps = 1
  case depth
  case memory
  case time
  case engine

  /// What was reached, for the message of an execution error.
  public func description(of body: String) -> String {
    let limit =
      switch self {
      case .steps: "too many steps"
      case .depth: "too much nesting"
      case .memory: "too much memory"
      case .time: "too much time"
      case .engine: "more than the regex engine can do"
      }
    return "the regex /\(body)/ needs \(limit) on one value; look-ahead and back-references make it backtrack"
  }
}
