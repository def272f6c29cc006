import MartletColumns

/// Numbers distinct texts densely, in the order in which they are first seen.
///
/// Texts lie end to end in one arena. The table is open addressing with linear probing over 64-bit hashes, half
/// full at most.
struct TextInterner {
  private var storage: [UInt8] = []
  private var offsets: [UInt32] = [0]
  private var hashes: [UInt64] = []
  /// A text's number plus one; 0 is free. The count is a power of two.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  var count: Int { hashes.count }

  /// An estimate of the memory held.
  var byteCount: Int { storage.capacity &+ 12 &* hashes.capacity &+ 4 &* slots.count }

  /// The length of all texts together.
  var textByteCount: Int { storage.count }

  /// The texts, each in the row of its number.
  var values: TextColumn { TextColumn(storage: storage, offsets: offsets) }

  /// The number of `text`; a new one when it was never seen.
  mutating func intern(_ text: Span<UInt8>) -> UInt32 {
    let hash = ByteHash.hash(text)
    let wrap = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & wrap
    while slots[slot] != 0 {
      let number = slots[slot] &- 1
      if hashes[Int(number)] == hash, isEqual(text, to: Int(number)) { return number }
      slot = (slot &+ 1) & wrap
    }
    let number = UInt32(hashes.count)
    unsafe text.withUnsafeBufferPointer { unsafe storage.append(contentsOf: $0) }
    offsets.append(UInt32(storage.count))
    hashes.append(hash)
    slots[slot] = number &+ 1
    if hashes.count &* 2 > slots.count { grow() }
    return number
  }

  /// The number of `text`; `nil` when it was never seen.
  func number(of text: Span<UInt8>) -> UInt32? {
    let hash = ByteHash.hash(text)
    let wrap = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & wrap
    while slots[slot] != 0 {
      let number = slots[slot] &- 1
      if hashes[Int(number)] == hash, isEqual(text, to: Int(number)) { return number }
      slot = (slot &+ 1) & wrap
    }
    return nil
  }

  private func isEqual(_ text: Span<UInt8>, to number: Int) -> Bool {
    let start = Int(offsets[number])
    guard Int(offsets[number &+ 1]) &- start == text.count else { return false }
    let bytes = storage.span
    for index in 0..<text.count where bytes[start &+ index] != text[index] { return false }
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
