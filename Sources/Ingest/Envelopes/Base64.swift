import MartletNative

/// Text that encodes bytes, and bytes that are gzip data.
enum EncodedBytes {
  /// What was decoded, and whether that is all of it: damaged gzip data gives what stands before the damage.
  typealias Decoded = (content: Window, isWhole: Bool)

  /// The bytes of base64 text, in either alphabet, decompressed if they are gzip data; `nil` when it is neither.
  static func decode(_ text: UnsafeBufferPointer<UInt8>, limit: Int, _ pool: WindowPool) -> Decoded? {
    guard let bytes = unsafe base64(text) else { return nil }
    guard bytes.count >= 2, unsafe bytes.text[0] == 0x1F, unsafe bytes.text[1] == 0x8B else { return (bytes, true) }
    guard let inflated = try? InflatedBytes(HeldBytes(bytes, storedBytes: 0), .gzip, pool) else { return nil }
    var content = Window(capacity: min(max(bytes.count * 8, 4096), limit))
    while true {
      guard let more = try? content.fill(from: inflated) else { return content.count > 0 ? (content, false) : nil }
      if !more { return (content, true) }
      if content.count == content.capacity {
        guard content.capacity < limit else { return nil }
        let larger = Window(capacity: min(content.capacity * 2, limit))
        larger.append(content, from: 0)
        content = larger
      }
    }
  }

  private static func base64(_ text: UnsafeBufferPointer<UInt8>) -> Window? {
    let window = Window(capacity: text.count / 4 * 3 + 3)
    var isValid = true
    _ = unsafe window.fillOnce { output, count in
      var bits: UInt32 = 0
      var filled = 0
      var padding = 0
      for index in text.indices {
        let byte = unsafe text[index]
        let value = values[Int(byte)]
        if value < 64, padding == 0 {
          bits = bits << 6 | UInt32(value)
          filled += 6
          if filled >= 8 {
            filled -= 8
            unsafe output[count] = UInt8(truncatingIfNeeded: bits >> UInt32(filled))
            count += 1
          }
        } else if byte == UInt8(ascii: "=") {
          padding += 1
        } else if byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
          isValid = false
          break
        }
      }
      return 0
    }
    return isValid && window.count > 0 ? window : nil
  }

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    for (index, byte) in letters.utf8.enumerated() { values[Int(byte)] = UInt8(index) }
    for byte in "+-".utf8 { values[Int(byte)] = 62 }
    for byte in "/_".utf8 { values[Int(byte)] = 63 }
    return values
  }()
}
