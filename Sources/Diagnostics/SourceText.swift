/// A source text with the positions of its lines: turns UTF-8 offsets into what people and tools count.
public struct SourceText: Sendable {
  /// What messages call this text: a path, `-` for standard input, or `query`.
  public let name: String
  public let bytes: [UInt8]
  private let lineStarts: [Int]
  /// How many scalars begin before each multiple of `stride`: columns of long lines are told without counting through
  /// them.
  private let scalarCounts: [Int]
  private static let stride = 1024

  /// A place as people count it: both from 1, the column in Unicode scalars.
  public struct Position: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  public init(_ text: String, name: String = "query") {
    self.init(bytes: Array(text.utf8), name: name)
  }

  public init(bytes: [UInt8], name: String = "query") {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    var counts: [Int] = []
    var count = 0
    for (offset, byte) in bytes.enumerated() {
      if offset % Self.stride == 0 { counts.append(count) }
      if byte & 0xC0 != 0x80 { count += 1 }
      if byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    }
    counts.append(count)
    lineStarts = starts
    scalarCounts = counts
  }

  public var lineCount: Int { lineStarts.count }

  /// The text of a range; malformed UTF-8 becomes U+FFFD.
  public subscript(range: SourceRange) -> String {
    String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
  }

  /// The line and column of a UTF-8 offset; the end of the text is a valid offset.
  public func position(of offset: Int) -> Position {
    let line = lineIndex(of: offset)
    return Position(line: line + 1, column: scalars(before: offset) - scalars(before: lineStarts[line]) + 1)
  }

  /// How many scalars begin before an offset.
  private func scalars(before offset: Int) -> Int {
    let mark = offset / Self.stride
    var count = mark < scalarCounts.count ? scalarCounts[mark] : 0
    for index in (mark * Self.stride)..<offset where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The bytes of a line counted from 1, without its line end.
  public func line(_ number: Int) -> SourceRange {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(start, end)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
