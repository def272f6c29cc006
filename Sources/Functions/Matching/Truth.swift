/// The texts that stand for truth values.
enum Truth {
  /// Whether a text is `true`.
  static func isTrue(_ text: Span<UInt8>) -> Bool {
    text.count == 4 && text[0] == UInt8(ascii: "t") && text[1] == UInt8(ascii: "r") && text[2] == UInt8(ascii: "u")
      && text[3] == UInt8(ascii: "e")
  }
}
