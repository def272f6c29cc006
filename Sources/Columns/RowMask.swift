/// One bit per row: which rows of a batch are alive, or which rows of a column have a value.
///
/// Bits past `rowCount` are always zero, so whole words can be counted and combined.
public struct RowMask: Sendable, Equatable {
  @usableFromInline package var words: [UInt64]
  public let rowCount: Int

  /// A mask in which every row is set.
  @inlinable
  public init(allOf rowCount: Int) {
    self.rowCount = rowCount
    words = Array(repeating: ~0, count: (rowCount &+ 63) / 64)
    if rowCount % 64 != 0 { words[words.count - 1] = (1 << UInt64(rowCount % 64)) - 1 }
  }

  /// A mask in which no row is set.
  @inlinable
  public init(noneOf rowCount: Int) {
    self.rowCount = rowCount
    words = Array(repeating: 0, count: (rowCount &+ 63) / 64)
  }

  /// A mask from packed words, as a reader fills them; spare bits of the last word are cleared.
  public init(words: [UInt64], rowCount: Int) {
    precondition(words.count == (rowCount + 63) / 64, "a mask has one bit per row")
    self.rowCount = rowCount
    self.words = words
    if rowCount % 64 != 0 { self.words[words.count - 1] &= (1 << UInt64(rowCount % 64)) - 1 }
  }

  @inlinable
  public subscript(row: Int) -> Bool {
    get { words[row &>> 6] & (1 &<< UInt64(row & 63)) != 0 }
    set {
      if newValue { words[row &>> 6] |= 1 &<< UInt64(row & 63) } else { words[row &>> 6] &= ~(1 &<< UInt64(row & 63)) }
    }
  }

  /// The number of rows that are set.
  @inlinable
  public var count: Int {
    var total = 0
    for word in words { total &+= word.nonzeroBitCount }
    return total
  }

  @inlinable
  public var isEmpty: Bool {
    for word in words where word != 0 { return false }
    return true
  }

  @inlinable
  public var isFull: Bool { count == rowCount }

  /// Clears the bit of every set row that fails `predicate`; clear rows cost nothing.
  @inlinable
  public mutating func keep(where predicate: (Int) -> Bool) {
    for index in words.indices {
      var alive = words[index]
      var kept: UInt64 = 0
      while alive != 0 {
        if predicate(index &* 64 &+ alive.trailingZeroBitCount) { kept |= alive & (0 &- alive) }
        alive &= alive &- 1
      }
      words[index] = kept
    }
  }

  /// Calls `body` with every set row, in order.
  @inlinable
  public func forEach<Failure: Error>(_ body: (Int) throws(Failure) -> Void) throws(Failure) {
    for index in words.indices {
      var alive = words[index]
      while alive != 0 {
        try body(index &* 64 &+ alive.trailingZeroBitCount)
        alive &= alive &- 1
      }
    }
  }

  /// Keeps the rows that are set in both.
  public mutating func formIntersection(_ other: RowMask) {
    precondition(rowCount == other.rowCount, "masks of different batches do not combine")
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// Sets the rows that are set in either.
  public mutating func formUnion(_ other: RowMask) {
    precondition(rowCount == other.rowCount, "masks of different batches do not combine")
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Clears the rows that are set in `other`.
  public mutating func subtract(_ other: RowMask) {
    precondition(rowCount == other.rowCount, "masks of different batches do not combine")
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  /// The set rows as indices, for `Batch.gather`.
  public var rows: [UInt32] {
    var rows: [UInt32] = []
    rows.reserveCapacity(count)
    forEach { rows.append(UInt32(truncatingIfNeeded: $0)) }
    return rows
  }
}
