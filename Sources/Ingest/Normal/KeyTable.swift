import Glibc

/// Numbers for a fixed set of keys, found without comparing with each of them.
struct KeyTable: Sendable {
  private let keys: [StaticString]
  /// Open addressing: the number of a key plus one, 0 for a free place.
  private let places: [UInt8]
  private let ignoresFirstCase: Bool

  /// At most 200 keys, all different. When the case of their first letters does not count, they are given in lower case.
  init(_ keys: [StaticString], ignoringFirstCase ignoresFirstCase: Bool = false) {
    self.keys = keys
    self.ignoresFirstCase = ignoresFirstCase
    var places = [UInt8](repeating: 0, count: 512)
    for (number, key) in keys.enumerated() {
      let text = unsafe UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
      var place = unsafe Self.hash(text, first: text.first ?? 0)
      while places[place] != 0 { place = (place + 1) & 511 }
      places[place] = UInt8(number + 1)
    }
    self.places = places
  }

  /// The number of a key, in the order in which the keys were given.
  func number(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = unsafe key.first else { return nil }
    var place = unsafe Self.hash(key, first: ignoresFirstCase ? lowercased(first) : first)
    while true {
      let entry = Int(places[place])
      if entry == 0 { return nil }
      if unsafe isSame(key, keys[entry - 1]) { return entry - 1 }
      place = (place + 1) & 511
    }
  }

  private func isSame(_ key: UnsafeBufferPointer<UInt8>, _ known: StaticString) -> Bool {
    guard key.count == known.utf8CodeUnitCount, let start = key.baseAddress else { return false }
    let isSameStart =
      unsafe start[0] == known.utf8Start[0] || (ignoresFirstCase && lowercased(start[0]) == known.utf8Start[0])
    return unsafe isSameStart && memcmp(start + 1, known.utf8Start + 1, key.count - 1) == 0
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>, first: UInt8) -> Int {
    guard key.count > 0 else { return 0 }
    let middle = unsafe UInt32(key.count > 1 ? key[key.count / 2] : 0)
    let last = unsafe UInt32(key.count > 1 ? key[key.count - 1] : 0)
    let mixed = (UInt32(first) | last << 8 | middle << 16 | UInt32(truncatingIfNeeded: key.count) << 24) &* 0x9E37_79B1
    return Int(mixed >> 23)
  }
}
