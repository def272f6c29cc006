/// A short name for a run of bytes, where a record has no identifier of its own.
enum ContentHash {
  /// 128 bits as 32 hexadecimal digits: two 64-bit hashes (FNV-1a) that start apart.
  static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let (high, low) = unsafe words(bytes)
    return digits(high) + digits(low)
  }

  /// A number for tables: made of the first and last eight bytes and the length.
  static func short(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    for index in 0..<Swift.min(8, bytes.count) {
      unsafe head = head << 8 | UInt64(bytes[index])
      unsafe tail = tail << 8 | UInt64(bytes[bytes.count - 1 - index])
    }
    let mixed = (head ^ tail &* 31 ^ UInt64(bytes.count)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }

  static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64) {
    var high: UInt64 = 0xCBF2_9CE4_8422_2325
    var low: UInt64 = 0x6C62_272E_07BB_0142
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      low = (low ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
      low ^= low >> 29
    }
    return (high, low)
  }

  private static func digits(_ word: UInt64) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
