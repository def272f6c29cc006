/// A fast hash of bytes for tables that live as long as a run. Never shown, never stored, different in every process,
/// so that input cannot be made to collide.
enum ByteHash {
  static let seed: UInt64 = SystemRandomNumberGenerator.makeSeed()

  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  static func hash(_ text: Span<UInt8>, seed: UInt64 = seed) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index &+ 8 <= text.count {
      state = mix(state ^ word(text, at: index, count: 8), 0xA076_1D64_78BD_642F)
      index &+= 8
    }
    if index < text.count {
      state = mix(state ^ word(text, at: index, count: text.count &- index), 0xE703_7ED1_A0B4_28DB)
    }
    return mix(state, 0x8EBC_6AF0_9C88_C6E3)
  }

  @inline(__always)
  private static func word(_ text: Span<UInt8>, at start: Int, count: Int) -> UInt64 {
    var word: UInt64 = 0
    for offset in 0..<count { word |= UInt64(text[start &+ offset]) &<< UInt64(8 &* offset) }
    return word
  }
}

extension SystemRandomNumberGenerator {
  fileprivate static func makeSeed() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
