/// What may stand before the digits of a number to tell its base.
enum RadixPrefix {
  /// The length of `0x` or `16#` (the base as it is) at the start of a text; 0 when there is none.
  static func length(in text: Span<UInt8>, radix: Int) -> Int {
    if radix == 16, text.count >= 2, text[0] == UInt8(ascii: "0"), text[1] | 0x20 == UInt8(ascii: "x") { return 2 }
    var index = 0
    for digit in "\(radix)#".utf8 {
      guard index < text.count, text[index] == digit else { return 0 }
      index += 1
    }
    return index
  }
}
