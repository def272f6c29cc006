/// Numbers distinct tuples of numbers densely, in the order in which they are first seen.
struct TupleTable {
  let width: Int
  /// The tuples end to end.
  private(set) var members: [UInt32] = []
  private var hashes: [UInt64] = []
  /// A tuple's number plus one; 0 is free. The count is a power of two.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  init(width: Int) {
    self.width = width
  }

  var count: Int { hashes.count }

  /// An estimate of the memory held.
  var byteCount: Int { 4 &* members.capacity &+ 8 &* hashes.capacity &+ 4 &* slots.count }

  subscript(tuple: Int, place: Int) -> UInt32 { members[tuple &* width &+ place] }

  /// Stands for a tuple that was never seen.
  static let unknown = UInt32.max

  /// The number of each row's tuple, whose parts stand in `columns`.
  mutating func numbers(of columns: [[UInt32]], rowCount: Int) -> [UInt32] {
    let rowHashes = hashes(of: columns, rowCount: rowCount)
    var numbers = [UInt32](repeating: 0, count: rowCount)
    for row in 0..<rowCount { numbers[row] = number(of: columns, row: row, hash: rowHashes[row]) }
    return numbers
  }

  /// The number of each row's tuple, or `unknown`.
  func knownNumbers(of columns: [[UInt32]], rowCount: Int) -> [UInt32] {
    let rowHashes = hashes(of: columns, rowCount: rowCount)
    let wrap = slots.count &- 1
    var numbers = [UInt32](repeating: Self.unknown, count: rowCount)
    for row in 0..<rowCount {
      var slot = Int(truncatingIfNeeded: rowHashes[row]) & wrap
      while slots[slot] != 0 {
        let number = slots[slot] &- 1
        if hashes[Int(number)] == rowHashes[row], isEqual(columns, row: row, to: Int(number)) {
          numbers[row] = number
          break
        }
        slot = (slot &+ 1) & wrap
      }
    }
    return numbers
  }

  private func hashes(of columns: [[UInt32]], rowCount: Int) -> [UInt64] {
    precondition(columns.count == width, "a tuple has one part per column")
    var rowHashes = [UInt64](repeating: ByteHash.seed, count: rowCount)
    for column in columns {
      for row in 0..<rowCount {
        rowHashes[row] = ByteHash.mix(rowHashes[row] ^ UInt64(column[row]), 0xA076_1D64_78BD_642F)
      }
    }
    return rowHashes
  }

  private mutating func number(of columns: [[UInt32]], row: Int, hash: UInt64) -> UInt32 {
    let wrap = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & wrap
    while slots[slot] != 0 {
      let number = slots[slot] &- 1
      if hashes[Int(number)] == hash, isEqual(columns, row: row, to: Int(number)) { return number }
      slot = (slot &+ 1) & wrap
    }
    let number = UInt32(hashes.count)
    for column in columns { members.append(column[row]) }
    hashes.append(hash)
    slots[slot] = number &+ 1
    if hashes.count &* 2 > slots.count { grow() }
    return number
  }

  private func isEqual(_ columns: [[UInt32]], row: Int, to number: Int) -> Bool {
    for place in 0..<width where members[number &* width &+ place] != columns[place][row] { return false }
    return true
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count &* 2)
    let wrap = larger.count &- 1
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & wrap
      while larger[slot] != 0 { slot = (slot &+ 1) & wrap }
      larger[slot] = UInt32(number) &+ 1
    }
    slots = larger
  }
}
