import MartletColumns
import MartletExecution

/// One `%[flags][width][.precision][h]type` of a format text.
struct FormatSpecifier: Sendable {
  enum Conversion: Sendable, Equatable {
    case integer
    case octal
    case hexadecimal
    case fixed
    case scientific
    case general
    case boolean
    case character
    case text
    case time(UInt8)
  }

  /// The position of the field among the arguments.
  var field = 0
  private(set) var conversion = Conversion.text
  private var isLeftAligned = false
  private var showsPlus = false
  private var showsBlank = false
  private var isAlternate = false
  private var padsWithZeros = false
  private var isGrouped = false
  private var isUpperCase = false
  private var isHalf = false
  private var width = 0
  private var precision: Int?

  /// Reads what follows the `%` and the index; returns where it ends.
  mutating func read(_ bytes: [UInt8], from start: Int) throws(FormatTemplate.Problem) -> Int {
    var index = start
    flags: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "-"): isLeftAligned = true
      case UInt8(ascii: "+"): showsPlus = true
      case UInt8(ascii: " "): showsBlank = true
      case UInt8(ascii: "#"): isAlternate = true
      case UInt8(ascii: "0"): padsWithZeros = true
      case UInt8(ascii: ","): isGrouped = true
      default: break flags
      }
      index += 1
    }
    var end = index
    while end < bytes.count, bytes[end] &- 48 < 10 { end += 1 }
    width = FormatTemplate.number(bytes[index..<end])
    index = end
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      end = index + 1
      while end < bytes.count, bytes[end] &- 48 < 10 { end += 1 }
      precision = FormatTemplate.number(bytes[(index + 1)..<end])
      index = end
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "h") {
      isHalf = true
      index += 1
    }
    guard index < bytes.count else { throw .unfinished }
    let type = bytes[index]
    guard let conversion = Self.conversion(of: type) else { throw .unknownType(Self.character(bytes, at: index)) }
    self.conversion = conversion
    isUpperCase = "XEGBCSTF".utf8.contains(type)
    index += 1
    if case .time = conversion {
      guard index < bytes.count else { throw .unfinished }
      guard TimeLetter(bytes[index]) != nil else { throw .unknownTimeLetter(Self.character(bytes, at: index)) }
      self.conversion = .time(bytes[index])
      index += 1
    }
    let hasDecimals = conversion == .fixed || conversion == .scientific || conversion == .general
    if hasDecimals, precision ?? 0 > 9 { throw .precisionTooLarge }
    return index
  }

  private static func conversion(of type: UInt8) -> Conversion? {
    switch type {
    case UInt8(ascii: "d"), UInt8(ascii: "i"): .integer
    case UInt8(ascii: "o"): .octal
    case UInt8(ascii: "x"), UInt8(ascii: "X"): .hexadecimal
    case UInt8(ascii: "f"), UInt8(ascii: "F"): .fixed
    case UInt8(ascii: "e"), UInt8(ascii: "E"): .scientific
    case UInt8(ascii: "g"), UInt8(ascii: "G"): .general
    case UInt8(ascii: "b"), UInt8(ascii: "B"): .boolean
    case UInt8(ascii: "c"), UInt8(ascii: "C"): .character
    case UInt8(ascii: "s"), UInt8(ascii: "S"): .text
    case UInt8(ascii: "t"), UInt8(ascii: "T"): .time(0)
    default: nil
    }
  }

  private static func character(_ bytes: [UInt8], at index: Int) -> Character {
    String(decoding: bytes[index...], as: UTF8.self).first ?? "?"
  }

  /// Appends a value; `nil` is a field the event does not have.
  func append(_ value: Span<UInt8>?, zone: TimeZoneRules, to text: inout [UInt8]) {
    let start = text.count
    var isNumber = false
    if let value {
      isNumber = appendContent(value, zone: zone, to: &text)
    } else {
      text.append(contentsOf: (conversion == .boolean ? "false" : "null").utf8)
    }
    if isUpperCase { Self.uppercase(&text, from: start) }
    pad(&text, from: start, isNumber: isNumber)
  }

  /// Returns whether a number was written, which zeros may pad.
  private func appendContent(_ value: Span<UInt8>, zone: TimeZoneRules, to text: inout [UInt8]) -> Bool {
    switch conversion {
    case .text, .character:
      Self.append(value, limit: conversion == .character ? 1 : precision ?? .max, to: &text)
      return false
    case .boolean:
      let isFalse = value.count == 5 && Self.equals(value, "false")
      text.append(contentsOf: (isFalse ? "false" : "true").utf8)
      return false
    case .time(let letter):
      guard let letter = TimeLetter(letter), let instant = WholeNumber.parse(value) else { break }
      letter.append(instant, as: CivilTime(instant, in: zone), zone: zone, to: &text)
      return false
    case .integer, .octal, .hexadecimal:
      guard let number = WholeNumber.parse(value) else { break }
      appendWhole(number, to: &text)
      return true
    case .fixed, .scientific, .general:
      guard let number = NumberText.parse(value) else { break }
      appendDecimal(number, to: &text)
      return true
    }
    text.append(contentsOf: "null".utf8)
    return false
  }

  private func appendWhole(_ number: Int64, to text: inout [UInt8]) {
    if conversion == .integer {
      appendSign(isNegative: number < 0, to: &text)
      let start = text.count
      NumberText.append(number, to: &text)
      if number < 0 { text.remove(at: start) }
      if isGrouped {
        var place = text.count - 3
        while place > start {
          text.insert(UInt8(ascii: ","), at: place)
          place -= 3
        }
      }
      return
    }
    let bits = isHalf ? UInt64(UInt32(truncatingIfNeeded: number)) : UInt64(bitPattern: number)
    let isHex = conversion == .hexadecimal
    if isAlternate { text.append(contentsOf: (isHex ? "0x" : "0").utf8) }
    text.append(contentsOf: String(bits, radix: isHex ? 16 : 8).utf8)
  }

  private func appendDecimal(_ number: Double, to text: inout [UInt8]) {
    var digits = DecimalDigits(number)
    appendSign(isNegative: digits.isNegative, to: &text)
    let precision = precision ?? 6
    switch conversion {
    case .fixed:
      digits.round(toFraction: precision)
      digits.appendPlain(fraction: precision, grouped: isGrouped, to: &text)
    case .scientific:
      digits.round(toSignificant: precision + 1)
      digits.appendScientific(fraction: precision, to: &text)
    default:
      let significant = max(precision, 1)
      digits.round(toSignificant: significant)
      if digits.isZero || (digits.exponent >= -4 && digits.exponent < significant) {
        digits.appendPlain(fraction: significant - 1 - digits.exponent, grouped: isGrouped, to: &text)
      } else {
        digits.appendScientific(fraction: significant - 1, to: &text)
      }
    }
  }

  private func appendSign(isNegative: Bool, to text: inout [UInt8]) {
    if isNegative {
      text.append(UInt8(ascii: "-"))
    } else if showsPlus {
      text.append(UInt8(ascii: "+"))
    } else if showsBlank {
      text.append(UInt8(ascii: " "))
    }
  }

  private func pad(_ text: inout [UInt8], from start: Int, isNumber: Bool) {
    guard width > 0 else { return }
    var characters = 0
    for index in start..<text.count where text[index] & 0xC0 != 0x80 { characters += 1 }
    guard characters < width else { return }
    let missing = width - characters
    if isLeftAligned {
      text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: missing))
    } else if padsWithZeros && isNumber {
      var place = start
      if place < text.count, "+- ".utf8.contains(text[place]) { place += 1 }
      if isAlternate, conversion == .hexadecimal { place += 2 }
      text.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: missing), at: place)
    } else {
      text.insert(contentsOf: repeatElement(UInt8(ascii: " "), count: missing), at: start)
    }
  }

  /// Appends the first `limit` characters.
  private static func append(_ value: Span<UInt8>, limit: Int, to text: inout [UInt8]) {
    var characters = 0
    for index in value.indices {
      if value[index] & 0xC0 != 0x80 {
        characters += 1
        if characters > limit { return }
      }
      text.append(value[index])
    }
  }

  private static func uppercase(_ text: inout [UInt8], from start: Int) {
    if text[start...].allSatisfy({ $0 < 0x80 }) {
      for index in start..<text.count where text[index] &- UInt8(ascii: "a") < 26 { text[index] &-= 32 }
    } else {
      let upper = String(decoding: text[start...], as: UTF8.self).uppercased()
      text.replaceSubrange(start..., with: upper.utf8)
    }
  }

  private static func equals(_ value: Span<UInt8>, _ word: StaticString) -> Bool {
    var index = 0
    return word.withUTF8Buffer { expected in
      while index < value.count, unsafe value[index] == expected[index] { index += 1 }
      return index == value.count
    }
  }
}
