import MartletColumns

/// How texts are read as whole numbers.
enum WholeNumber {
  /// The whole number a text holds, exactly where it is written as one; decimals are cut off, and what does not fit
  /// into 64 bits becomes the nearest that does. `nil` for a text that is no number.
  static func parse(_ text: Span<UInt8>) -> Int64? {
    if let exact = exact(text) { return exact }
    guard let number = NumberText.parse(text) else { return nil }
    if number >= 0x1p63 { return .max }
    if number <= -0x1p63 { return .min }
    return Int64(number)
  }

  /// The number of a text that consists of digits and an optional sign and fits into 64 bits.
  static func exact(_ text: Span<UInt8>) -> Int64? {
    var index = 0
    var isNegative = false
    if text.count > 1, text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
      isNegative = text[0] == UInt8(ascii: "-")
      index = 1
    }
    guard index < text.count else { return nil }
    var number: Int64 = 0
    while index < text.count {
      let digit = text[index] &- 48
      guard digit < 10 else { return nil }
      let (scaled, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) =
        isNegative
        ? scaled.subtractingReportingOverflow(Int64(digit)) : scaled.addingReportingOverflow(Int64(digit))
      if overflow || carry { return nil }
      number = sum
      index += 1
    }
    return number
  }
}
