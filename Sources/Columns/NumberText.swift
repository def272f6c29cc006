/// How numbers are read from and written as text, in one place for the whole engine.
public enum NumberText {
  /// The number a text holds: decimal digits with an optional sign, fraction and exponent, nothing around them.
  /// Hexadecimal, infinities and surrounding blanks are no numbers (language reference §3.3).
  public static func parse(_ text: Span<UInt8>) -> Double? {
    let count = text.count
    guard count > 0 else { return nil }
    var index = 0
    var isNegative = false
    if text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
      isNegative = text[0] == UInt8(ascii: "-")
      index = 1
    }
    var significand: UInt64 = 0
    var digits = 0
    var significant = 0
    var scale = 0
    while index < count, text[index] &- 0x30 < 10 {
      if significand != 0 || text[index] != 0x30 { significant &+= 1 }
      if significant <= 18 { significand = significand &* 10 &+ UInt64(text[index] &- 0x30) }
      digits &+= 1
      index &+= 1
    }
    if index < count, text[index] == UInt8(ascii: ".") {
      index &+= 1
      while index < count, text[index] &- 0x30 < 10 {
        if significand != 0 || text[index] != 0x30 { significant &+= 1 }
        if significant <= 18 { significand = significand &* 10 &+ UInt64(text[index] &- 0x30) }
        scale &-= 1
        digits &+= 1
        index &+= 1
      }
    }
    guard digits > 0 else { return nil }
    if index < count, text[index] | 0x20 == UInt8(ascii: "e") {
      index &+= 1
      var exponentIsNegative = false
      if index < count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        exponentIsNegative = text[index] == UInt8(ascii: "-")
        index &+= 1
      }
      var exponent = 0
      let start = index
      while index < count, text[index] &- 0x30 < 10 {
        if exponent < 100_000 { exponent = exponent &* 10 &+ Int(text[index] &- 0x30) }
        index &+= 1
      }
      guard index > start else { return nil }
      scale &+= exponentIsNegative ? -exponent : exponent
    }
    guard index == count else { return nil }
    // Exact without further rounding while both factors are exactly representable.
    if significant <= 18, significand < 1 << 53, scale >= -22, scale <= 22 {
      let magnitude =
        scale < 0 ? Double(significand) / powersOfTen[-scale] : Double(significand) * powersOfTen[scale]
      return isNegative ? -magnitude : magnitude
    }
    return parseExactly(text)
  }

  /// The slow way, correctly rounded for any length.
  private static func parseExactly(_ text: Span<UInt8>) -> Double? {
    var copy: [UInt8] = []
    for index in text.indices { copy.append(text[index]) }
    guard let value = Double(String(decoding: copy, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// Appends a number as the language prints it: whole numbers below 2^53 without a point, others as the shortest
  /// decimal that reads back, with Java's `E` form outside 10^-3 … 2^53. Returns false, and writes nothing, for a
  /// value that is no number (infinity, not-a-number), which the language treats as no value.
  public static func append(_ value: Double, to text: inout [UInt8]) -> Bool {
    guard value.isFinite else { return false }
    if value == value.rounded(.towardZero), value.magnitude < 0x1p53 {
      append(Int64(value), to: &text)
      return true
    }
    let description = value.description
    if value.magnitude >= 1e-3, value.magnitude < 0x1p53 {
      if !description.utf8.contains(UInt8(ascii: "e")) {
        text.append(contentsOf: description.utf8)
        return true
      }
    }
    appendScientific(description, to: &text)
    return true
  }

  /// Rewrites Swift's shortest digits (`1e+21`, `0.00012`, `9.8e-05`) as Java prints them (`1.0E21`, `1.2E-4`, `9.8E-5`).
  private static func appendScientific(_ description: String, to text: inout [UInt8]) {
    var digits: [UInt8] = []
    var pointOffset: Int?
    var exponent = 0
    var bytes = Array(description.utf8)
    if bytes.first == UInt8(ascii: "-") {
      text.append(UInt8(ascii: "-"))
      bytes.removeFirst()
    }
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ".") {
        pointOffset = digits.count
      } else if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)) ?? 0
        break
      } else {
        digits.append(byte)
      }
    }
    exponent += (pointOffset ?? digits.count) - 1
    while digits.count > 1, digits[0] == 0x30 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits[digits.count - 1] == 0x30 { digits.removeLast() }
    text.append(digits[0])
    text.append(UInt8(ascii: "."))
    if digits.count == 1 { text.append(0x30) } else { text.append(contentsOf: digits[1...]) }
    text.append(UInt8(ascii: "E"))
    append(Int64(exponent), to: &text)
  }

  /// Appends a whole number in decimal.
  @inlinable
  public static func append(_ value: Int64, to text: inout [UInt8]) {
    if value < 0 { text.append(UInt8(ascii: "-")) }
    var magnitude = value.magnitude
    let start = text.count
    repeat {
      text.append(UInt8(truncatingIfNeeded: magnitude % 10) &+ 0x30)
      magnitude /= 10
    } while magnitude != 0
    var left = start
    var right = text.count &- 1
    while left < right {
      text.swapAt(left, right)
      left &+= 1
      right &-= 1
    }
  }
}
