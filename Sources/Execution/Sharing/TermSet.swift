/// A set of terms, one bit each, in pieces of 512 that are combined at once.
struct TermSet: Sendable {
  typealias Piece = SIMD8<UInt64>

  private(set) var pieces: [Piece]

  init(allOf terms: Int) {
    pieces = Array(repeating: .zero, count: max(1, (terms + 511) / 512))
    for term in 0..<terms { insert(term) }
  }

  var isEmpty: Bool { pieces.allSatisfy(\.isZero) }

  mutating func insert(_ term: Int) {
    pieces[term / 512][term / 64 % 8] |= 1 << UInt64(term % 64)
  }

  mutating func remove(_ term: Int) {
    pieces[term / 512][term / 64 % 8] &= ~(1 << UInt64(term % 64))
  }

  /// Takes over another set of the same size in place.
  mutating func assign(_ other: TermSet) {
    for index in pieces.indices { pieces[index] = other.pieces[index] }
  }

  /// Keeps the terms that are also in the set whose pieces start at `start`.
  mutating func formIntersection(_ other: [Piece], at start: Int) {
    for index in pieces.indices { pieces[index] &= other[start + index] }
  }
}

extension TermSet.Piece {
  @inline(__always)
  var isZero: Bool {
    let half = lowHalf | highHalf
    let quarter = half.lowHalf | half.highHalf
    return quarter[0] | quarter[1] == 0
  }
}

/// The different sets that the values of a field lead to, numbered: there are few, whatever the number of values.
struct TermSets {
  private let width: Int
  /// The pieces of all sets, end to end.
  private(set) var pieces: [TermSet.Piece] = []
  private var hashes: [UInt64] = []
  /// A set's number plus one; 0 is free. The count is a power of two.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  var count: Int { hashes.count }

  init(width: Int) {
    self.width = width
  }

  /// The number of a set; a new one when it was never seen.
  mutating func number(of set: TermSet) -> UInt32 {
    var hash: UInt64 = 0
    for piece in set.pieces {
      for lane in 0..<8 { hash = ByteHash.mix(hash ^ piece[lane] ^ 0x9E37_79B9_7F4A_7C15, 0xA076_1D64_78BD_642F) }
    }
    let wrap = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & wrap
    while slots[slot] != 0 {
      let number = Int(slots[slot] &- 1)
      if hashes[number] == hash, isEqual(set, to: number) { return UInt32(number) }
      slot = (slot &+ 1) & wrap
    }
    pieces += set.pieces
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return UInt32(hashes.count - 1)
  }

  private func isEqual(_ set: TermSet, to number: Int) -> Bool {
    for index in 0..<width where pieces[number * width + index] != set.pieces[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    let wrap = slots.count &- 1
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & wrap
      while slots[slot] != 0 { slot = (slot &+ 1) & wrap }
      slots[slot] = UInt32(number + 1)
    }
  }
}
