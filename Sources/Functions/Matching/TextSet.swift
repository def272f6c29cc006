/// A fixed set of texts, asked for many values.
struct TextSet: Sendable {
  /// The texts, shorter ones first, equal lengths in order of their bytes.
  private let texts: [[UInt8]]
  /// Where the texts of each length start in `texts`; one entry more than the longest text has bytes.
  private let starts: [Int]

  init(_ texts: some Sequence<[UInt8]>) {
    let sorted = Set(texts).sorted {
      $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count
    }
    var starts: [Int] = []
    for (index, text) in sorted.enumerated() {
      while starts.count <= text.count { starts.append(index) }
    }
    starts.append(sorted.count)
    self.texts = sorted
    self.starts = starts
  }

  func contains(_ text: Span<UInt8>) -> Bool {
    guard text.count + 1 < starts.count else { return false }
    var low = starts[text.count]
    var high = starts[text.count + 1]
    while low < high {
      let middle = (low + high) / 2
      switch Self.order(texts[middle], text) {
      case 0: return true
      case let order where order < 0: low = middle + 1
      default: high = middle
      }
    }
    return false
  }

  /// Negative when `left` comes first; both have the same length.
  private static func order(_ left: [UInt8], _ right: Span<UInt8>) -> Int {
    for index in 0..<right.count where left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
    return 0
  }
}
