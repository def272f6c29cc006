/// MurmurHash3 (32 bits, x86 variant): a stable hash that is no secret and resists nobody.
struct Murmur3 {
  private var state: UInt32
  private var tail: UInt32 = 0
  private var count: UInt32 = 0

  init(seed: UInt32 = 0) { state = seed }

  static func hash(_ text: Span<UInt8>, seed: UInt32 = 0) -> UInt32 {
    var hash = Murmur3(seed: seed)
    for index in text.indices { hash.add(text[index]) }
    return hash.finish()
  }

  mutating func add(_ byte: UInt8) {
    tail |= UInt32(byte) &<< (8 &* (count & 3))
    count &+= 1
    guard count & 3 == 0 else { return }
    state ^= Self.scrambled(tail)
    state = (state &<< 13 | state &>> 19) &* 5 &+ 0xE654_6B64
    tail = 0
  }

  func finish() -> UInt32 {
    var hash = state
    if count & 3 != 0 { hash ^= Self.scrambled(tail) }
    hash ^= count
    hash = (hash ^ hash &>> 16) &* 0x85EB_CA6B
    hash = (hash ^ hash &>> 13) &* 0xC2B2_AE35
    return hash ^ hash &>> 16
  }

  private static func scrambled(_ word: UInt32) -> UInt32 {
    let product = word &* 0xCC9E_2D51
    return (product &<< 15 | product &>> 17) &* 0x1B87_3593
  }
}
