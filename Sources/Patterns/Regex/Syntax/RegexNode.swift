/// A regex as a tree, with flags resolved: every node says itself whether case matters and what `.` covers.
indirect enum RegexNode: Sendable, Hashable {
  case empty
  /// Scalars in a row.
  case literal([Unicode.Scalar], ignoresCase: Bool)
  case anyCharacter(includingNewline: Bool)
  case characters(CharacterSet, ignoresCase: Bool)
  case assertion(RegexAssertion)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  /// `most` is nil when there is no upper bound.
  case repetition(RegexNode, least: Int, most: Int?, isLazy: Bool)
  /// A group counted from 1 in the order of opening parentheses.
  case group(RegexNode, number: Int)
  case lookahead(RegexNode, isNegative: Bool)
  case backreference(Int, ignoresCase: Bool)
}

enum RegexAssertion: Sendable, Hashable {
  case textStart
  case textEnd
  /// `\Z`: the end, or before a line break that ends the text.
  case textEndOrFinalNewline
  case lineStart
  case lineEnd
  case wordBoundary
  case noWordBoundary
}

/// The characters of a class.
struct CharacterSet: Sendable, Hashable {
  struct Property: Sendable, Hashable {
    var name: String
    var isNegated: Bool
  }

  /// Scalar values, in the order written.
  var ranges: [ClosedRange<UInt32>] = []
  /// `\p{…}`.
  var properties: [Property] = []
  var isNegated = false

  static let largest: UInt32 = 0x10FFFF

  init() {}

  init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
  }

  /// The ranges that are not covered by sorted, disjoint `ranges`.
  static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= largest { result.append(next...largest) }
    return result
  }

  static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
  static let space: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]
  static let horizontalSpace: [ClosedRange<UInt32>] = [
    0x09...0x09, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x180E...0x180E, 0x2000...0x200A, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000,
  ]
  static let verticalSpace: [ClosedRange<UInt32>] = [0x0A...0x0D, 0x85...0x85, 0x2028...0x2029]
}

/// A regex body that has been read: the tree and what is known about its groups.
struct ParsedRegex: Sendable {
  var root: RegexNode
  /// How many groups there are, named and unnamed.
  var groupCount: Int
  /// The names in order of first appearance, each with the numbers of its groups.
  var names: [(name: String, groups: [Int])]
  /// Whether only an engine that backtracks can do it.
  var needsBacktracking: Bool
  var notes: [RegexNote]
}
