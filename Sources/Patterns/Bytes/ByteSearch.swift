internal import MartletNative

/// One byte string to look for in many texts.
///
/// With `ignoresCase`, ASCII letters are compared without case and every other byte as it is. A search is linear in
/// the text for needles of any shape when case matters, and in text times needle in the worst case when it does not.
public struct ByteSearch: Sendable, Hashable {
  /// What is looked for; lower case when case is ignored.
  public let needle: [UInt8]
  public let ignoresCase: Bool

  public init(_ needle: [UInt8], ignoresCase: Bool = false) {
    let hasLetters = needle.contains { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
    self.ignoresCase = ignoresCase && hasLetters
    self.needle = self.ignoresCase ? needle.map(ASCII.folded) : needle
  }

  public init(_ needle: String, ignoresCase: Bool = false) {
    self.init(Array(needle.utf8), ignoresCase: ignoresCase)
  }

  /// The offset of the first occurrence at or after `start`.
  public func find(in text: Span<UInt8>, from start: Int = 0) -> Int? {
    let found = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe needle.withUnsafeBufferPointer { wanted in
        // The native search stays inside the two buffers, whose lengths are given.
        let place = unsafe bytes.baseAddress.map { unsafe $0 + start }
        return ignoresCase
          ? unsafe martlet_bytes_find_folded(place, bytes.count - start, wanted.baseAddress, wanted.count)
          : unsafe martlet_bytes_find(place, bytes.count - start, wanted.baseAddress, wanted.count)
      }
    }
    return found < 0 ? nil : found + start
  }

  public func occurs(in text: Span<UInt8>) -> Bool {
    find(in: text) != nil
  }

  /// Whether the needle stands at `offset`; the text must be long enough.
  func stands(in text: Span<UInt8>, at offset: Int) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe needle.withUnsafeBufferPointer { wanted in
        // Callers have checked that the needle fits at `offset`.
        let place = unsafe bytes.baseAddress.map { unsafe $0 + offset }
        return ignoresCase
          ? unsafe martlet_bytes_equal_folded(place, wanted.baseAddress, wanted.count)
          : unsafe martlet_bytes_equal(place, wanted.baseAddress, wanted.count)
      }
    }
  }

  func isPrefix(of text: Span<UInt8>) -> Bool {
    text.count >= needle.count && stands(in: text, at: 0)
  }

  func isSuffix(of text: Span<UInt8>) -> Bool {
    text.count >= needle.count && stands(in: text, at: text.count - needle.count)
  }

  func isAll(of text: Span<UInt8>) -> Bool {
    text.count == needle.count && stands(in: text, at: 0)
  }
}

/// The ASCII letters, whose case is folded without looking at the rest of Unicode.
enum ASCII {
  static func folded(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
