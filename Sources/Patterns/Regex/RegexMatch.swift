/// Where a regex matched, in UTF-8 offsets of the text. Made once and filled again for every text, without
/// allocation.
public struct RegexMatch: Sendable {
  /// Pairs of start and end: the whole match, then the groups the engine captures; -1 where a group took no part.
  var offsets: [Int]

  init(pairs: Int) {
    offsets = [Int](repeating: -1, count: 2 * pairs)
  }

  /// The whole match.
  public var range: Range<Int> { offsets[0]..<offsets[1] }

  func group(_ index: Int) -> Range<Int>? {
    let start = offsets[2 * index]
    return start < 0 ? nil : start..<offsets[2 * index + 1]
  }
}
