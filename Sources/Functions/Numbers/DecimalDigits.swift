/// A finite number as decimal digits: the shortest that read back as the same number, rounded on demand.
struct DecimalDigits: Sendable {
  let isNegative: Bool
  /// Digits without leading zeros; empty for zero. Each is 0 to 9.
  private(set) var digits: [UInt8]
  /// How many of the digits stand before the decimal point; may be negative or beyond the digits.
  private(set) var pointOffset: Int

  init(_ number: Double) {
    isNegative = number < 0
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var hasExponent = false
    var exponentIsNegative = false
    for byte in number.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): point = digits.count
      case UInt8(ascii: "e"): hasExponent = true
      case UInt8(ascii: "-"): exponentIsNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if hasExponent { exponent = exponent * 10 + Int(byte - 48) } else { digits.append(byte - 48) }
      default: break
      }
    }
    var offset = (point ?? digits.count) + (exponentIsNegative ? -exponent : exponent)
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    offset -= leading
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    pointOffset = digits.isEmpty ? 0 : offset
  }

  var isZero: Bool { digits.isEmpty }

  /// The power of ten of the first digit: 3 for 1234, -1 for 0.5.
  var exponent: Int { isZero ? 0 : pointOffset - 1 }

  /// Rounds to a number of digits after the decimal point; halves go away from zero.
  mutating func round(toFraction count: Int) { round(keeping: pointOffset + count) }

  /// Rounds to a number of digits in all; halves go away from zero.
  mutating func round(toSignificant count: Int) { round(keeping: count) }

  private mutating func round(keeping count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      pointOffset = 0
      return
    }
    let carries = digits[count] >= 5
    digits.removeSubrange(count...)
    if carries {
      var index = count - 1
      while index >= 0, digits[index] == 9 { index -= 1 }
      digits.removeSubrange((index + 1)...)
      if index >= 0 {
        digits[index] += 1
      } else {
        digits = [1]
        pointOffset += 1
      }
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { pointOffset = 0 }
  }

  /// The digit with the given power of ten.
  private func digit(at power: Int) -> UInt8 {
    let index = pointOffset - 1 - power
    return digits.indices.contains(index) ? digits[index] + 48 : 48
  }

  /// Appends the digits without sign, in plain notation, with exactly `fraction` digits after the point.
  func appendPlain(fraction: Int, grouped: Bool, to text: inout [UInt8]) {
    for power in stride(from: max(pointOffset - 1, 0), through: 0, by: -1) {
      text.append(digit(at: power))
      if grouped, power > 0, power % 3 == 0 { text.append(UInt8(ascii: ",")) }
    }
    guard fraction > 0 else { return }
    text.append(UInt8(ascii: "."))
    for power in 1...fraction { text.append(digit(at: -power)) }
  }

  /// Appends the digits without sign as `d.ddde+xx`, with exactly `fraction` digits after the point.
  func appendScientific(fraction: Int, to text: inout [UInt8]) {
    text.append(digit(at: exponent))
    if fraction > 0 {
      text.append(UInt8(ascii: "."))
      for power in 1...fraction { text.append(digit(at: exponent - power)) }
    }
    text.append(UInt8(ascii: "e"))
    text.append(UInt8(ascii: exponent < 0 ? "-" : "+"))
    TimeLetter.append(Int(exponent.magnitude), width: 2, to: &text)
  }
}
