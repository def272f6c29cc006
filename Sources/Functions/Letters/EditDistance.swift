/// The number of edits that turn one text into another: insertions, deletions, substitutions and, where allowed, swaps
/// of neighbours (optimal string alignment). A character is a Unicode scalar.
struct EditDistance: Sendable {
  var most: Int
  var allowsSwaps: Bool
  var ignoresCase: Bool

  /// What is compared of a text.
  func scalars(of text: Span<UInt8>) -> [UInt32] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    if ignoresCase {
      LetterCase(.lower, locale: nil).append(text, to: &bytes)
    } else {
      for index in text.indices { bytes.append(text[index]) }
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
  }

  /// The distance; `most` when it is larger.
  func between(_ left: [UInt32], _ right: [UInt32]) -> Int {
    if abs(left.count - right.count) >= most { return most }
    var older: [Int] = []
    var previous = Array(0...right.count)
    var current = previous
    for row in 0..<left.count {
      current[0] = row + 1
      for column in 0..<right.count {
        let isEqual = left[row] == right[column]
        var best = min(previous[column] + (isEqual ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if allowsSwaps, row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, older[column - 1] + 1)
        }
        current[column + 1] = best
      }
      if (current.min() ?? 0) > most { return most }
      older = previous
      previous = current
    }
    return min(previous[right.count], most)
  }
}
