internal import Synchronization

/// A regex of a query, compiled: `/body/flags`, or the `regex` argument of a function.
///
/// It may be shared between threads. RE2 runs it in time linear in the text; only look-ahead and numeric
/// back-references go to PCRE2, which backtracks under limits. When such a search is given up, the text counts as
/// not matching and `takeLimit()` tells: callers ask once per batch and fail the run, because the answer is not
/// known. Until somebody asks, further searches are given up at once.
///
/// Values are UTF-8. A byte that is no UTF-8 counts as one character that no ordinary class names, so `.` covers it.
/// `$` without `m` is the very end of the text.
public final class Regex: Sendable {
  /// Which groups a regex reports.
  public enum Captures: Sendable, Hashable {
    case none
    /// Those that become fields.
    case named
    /// Every group, for replacement texts that refer to `$1`.
    case all
  }

  enum Program: Sendable {
    /// The whole regex is one literal text, with or without an anchor.
    case literal(LiteralRegex)
    case re2(RE2Program)
    case pcre2(PCRE2Program)
  }

  public let body: String
  public let flags: RegexFlags
  /// What is accepted here and may not be elsewhere.
  public let notes: [RegexNote]
  /// The names of the named groups, as fields are called, each once, in order of appearance.
  public let captureNames: [String]
  /// How many groups `$1`, `$2`… may refer to.
  public let groupCount: Int
  let root: RegexNode
  let program: Program
  /// For each name, the engine's numbers of the groups that bear it.
  let namedGroups: [[Int]]
  /// For each group number from 1, the engine's number; 0 where the engine does not capture it.
  let numberedGroups: [Int]
  private let endMark: Int?
  private let enginePairs: Int
  private let limit = Atomic<UInt8>(0)

  public init(_ body: String, flags: RegexFlags = [], captures: Captures = .named) throws(RegexError) {
    let parsed = try RegexParser.parse(body, flags: flags)
    let wanted: Set<Int>? =
      switch captures {
      case .none: []
      case .named: Set(parsed.names.flatMap(\.groups))
      case .all: nil
      }
    let backtracks = parsed.needsBacktracking || !parsed.root.endsWithItsFinalNewlineTests
    let pattern =
      backtracks
      ? EnginePattern(parsed.root, for: .pcre2, capturing: nil)
      : EnginePattern(parsed.root, for: .re2, capturing: wanted)
    self.body = body
    self.flags = flags
    root = parsed.root
    captureNames = captures == .none ? [] : parsed.names.map(\.name)
    groupCount = parsed.groupCount
    var numbered = [Int](repeating: 0, count: parsed.groupCount + 1)
    for (index, number) in pattern.captured.enumerated() where number > 0 { numbered[number] = index + 1 }
    numberedGroups = numbered
    namedGroups = captures == .none ? [] : parsed.names.map { $0.groups.map { numbered[$0] } }
    endMark = pattern.endMark
    enginePairs = 1 + pattern.captured.count
    var notes = parsed.notes
    if flags.contains(.undocumentedDot) { notes.append(RegexNote(.undocumentedDotFlag, at: 0..<0, in: .flags)) }
    self.notes = notes
    program = try Self.compile(parsed.root, pattern, backtracks: backtracks, length: body.utf8.count)
  }

  private static func compile(
    _ root: RegexNode, _ pattern: EnginePattern, backtracks: Bool, length: Int
  ) throws(RegexError) -> Program {
    if pattern.captured.isEmpty, let literal = LiteralRegex(root) { return .literal(literal) }
    do throws(RE2Program.Failure) {
      return backtracks ? .pcre2(try PCRE2Program(pattern.text)) : .re2(try RE2Program(pattern.text))
    } catch {
      let reason: RegexError.Reason =
        switch error {
        case .tooLarge: .tooLarge
        case .badRepeat: .repeatTooLarge(RegexError.repeatLimit)
        case .rejected(let message): .engine(message)
        }
      throw RegexError(reason, at: 0..<length)
    }
  }

  /// Whether the regex runs in time linear in the text.
  public var isLinear: Bool {
    if case .pcre2 = program { false } else { true }
  }

  /// Whether the text contains a match.
  public func matches(_ text: Span<UInt8>) -> Bool {
    switch program {
    case .literal(let literal):
      return literal.matches(text)
    case .re2(let program):
      return program.matches(text)
    case .pcre2(let program):
      var offsets: [Int] = []
      return search(program, text, from: 0, into: &offsets)
    }
  }

  /// Whether the text contains a match: for single values; loops over columns pass spans.
  public func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return matches(bytes.span)
  }

  /// Room for the matches of this regex.
  public func makeMatch() -> RegexMatch {
    RegexMatch(pairs: enginePairs)
  }

  /// Finds the first match that starts at `start` or later; `match` comes from `makeMatch()`.
  public func firstMatch(in text: Span<UInt8>, from start: Int = 0, into match: inout RegexMatch) -> Bool {
    guard start <= text.count else { return false }
    switch program {
    case .literal(let literal):
      guard let range = literal.find(in: text, from: start) else { return false }
      match.offsets[0] = range.lowerBound
      match.offsets[1] = range.upperBound
      return true
    case .re2(let program):
      guard program.search(text, from: start, into: &match.offsets) else { return false }
      if let endMark { endMatch(at: match.offsets[2 * endMark], &match) }
      return true
    case .pcre2(let program):
      return search(program, text, from: start, into: &match.offsets)
    }
  }

  /// Finds the next match after `match`. An empty match moves on by one character.
  public func nextMatch(in text: Span<UInt8>, after match: inout RegexMatch) -> Bool {
    let end = match.range.upperBound
    return firstMatch(in: text, from: match.range.isEmpty ? UTF8Reader.offset(after: end, in: text) : end, into: &match)
  }

  /// What the named group at `index` of `captureNames` matched. Of several groups with the name, the last that took
  /// part counts.
  public func capture(_ index: Int, of match: RegexMatch) -> Range<Int>? {
    for group in namedGroups[index].reversed() {
      if let range = match.group(group) { return range }
    }
    return nil
  }

  /// What group `number` matched, counted from 1; 0 is the whole match. The regex captures all groups.
  public func group(_ number: Int, of match: RegexMatch) -> Range<Int>? {
    number == 0 ? match.range : match.group(numberedGroups[number])
  }

  /// The limit that a search ran into since the last call, if one did.
  public func takeLimit() -> RegexLimit? {
    guard limit.load(ordering: .relaxed) != 0 else { return nil }
    return RegexLimit(rawValue: limit.exchange(0, ordering: .relaxed))
  }

  private func search(_ program: PCRE2Program, _ text: Span<UInt8>, from start: Int, into offsets: inout [Int]) -> Bool {
    guard limit.load(ordering: .relaxed) == 0 else { return false }
    do throws(RegexLimit) {
      return try program.search(text, from: start, into: &offsets)
    } catch {
      limit.store(error.rawValue, ordering: .relaxed)
      return false
    }
  }

  /// Cuts off a final line break that RE2 had to take to see it.
  private func endMatch(at end: Int, _ match: inout RegexMatch) {
    guard end >= 0 else { return }
    match.offsets[1] = end
  }
}
