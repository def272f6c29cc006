/// Times as logs write them, as epoch milliseconds.
enum EventTime {
  /// A number of seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size, or ISO 8601.
  /// A time without a zone is UTC.
  static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard !text.isEmpty else { return nil }
    return unsafe isNumber(text) ? epoch(text) : iso8601(text)
  }

  private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in text.indices {
      let byte = unsafe text[index]
      if byte &- 0x30 < 10 || byte == UInt8(ascii: ".") { continue }
      if index == 0, byte == UInt8(ascii: "-") { continue }
      return false
    }
    return true
  }

  private static func epoch(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    var whole: Int64 = 0
    var digits = 0
    var index = 0
    let isNegative = unsafe text[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    while index < text.count, unsafe text[index] != UInt8(ascii: ".") {
      if digits == 18 && whole > (Int64.max - 9) / 10 { return nil }
      if digits > 18 { return nil }
      unsafe whole = whole * 10 + Int64(text[index] &- 0x30)
      digits += 1
      index += 1
    }
    guard digits > 0 else { return nil }
    let milliseconds: Int64
    switch whole {
    case ..<100_000_000_000:
      // Seconds; a fraction gives the milliseconds.
      var fraction: Int64 = 0
      var scale: Int64 = 100
      index += 1
      while index < text.count {
        guard unsafe text[index] != UInt8(ascii: ".") else { return nil }
        unsafe fraction += Int64(text[index] &- 0x30) * scale
        scale /= 10
        index += 1
      }
      milliseconds = whole * 1000 + fraction
    case ..<100_000_000_000_000: milliseconds = whole
    case ..<100_000_000_000_000_000: milliseconds = whole / 1000
    default: milliseconds = whole / 1_000_000
    }
    return isNegative ? -milliseconds : milliseconds
  }

  private static func iso8601(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    var reader = unsafe DigitReader(text: text)
    guard let year = reader.number(4), reader.take(UInt8(ascii: "-")), let month = reader.number(2),
      reader.take(UInt8(ascii: "-")), let day = reader.number(2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    if reader.isAtEnd { return Int64(days) * 86_400_000 }
    guard reader.take(UInt8(ascii: "T")) || reader.take(UInt8(ascii: " ")) || reader.take(UInt8(ascii: "t")),
      let hour = reader.number(2), reader.take(UInt8(ascii: ":")), let minute = reader.number(2), hour < 25, minute < 60
    else { return nil }
    var second = 0
    var millisecond = 0
    if reader.take(UInt8(ascii: ":")) {
      guard let seconds = reader.number(2), seconds < 61 else { return nil }
      second = seconds
      if reader.take(UInt8(ascii: ".")) || reader.take(UInt8(ascii: ",")) { millisecond = reader.thousandths() }
    }
    guard let offset = reader.zone(), reader.isAtEnd else { return nil }
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    return Int64(seconds) * 1000 + Int64(millisecond)
  }

  /// The civil calendar, counted in eras of 400 years that start in March.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  @safe private struct DigitReader {
    let text: UnsafeBufferPointer<UInt8>
    var index = 0

    var isAtEnd: Bool { unsafe index == text.count }

    mutating func take(_ byte: UInt8) -> Bool {
      guard unsafe index < text.count, unsafe text[index] == byte else { return false }
      index += 1
      return true
    }

    mutating func number(_ digits: Int) -> Int? {
      guard unsafe index + digits <= text.count else { return nil }
      var value = 0
      for _ in 0..<digits {
        let digit = unsafe text[index] &- 0x30
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
        index += 1
      }
      return value
    }

    mutating func thousandths() -> Int {
      var value = 0
      var scale = 100
      while unsafe index < text.count, unsafe text[index] &- 0x30 < 10 {
        unsafe value += Int(text[index] &- 0x30) * scale
        scale /= 10
        index += 1
      }
      return value
    }

    /// The seconds that the zone is ahead of UTC; 0 when none is written.
    mutating func zone() -> Int? {
      if isAtEnd { return 0 }
      _ = take(UInt8(ascii: " "))
      if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
      if take(UInt8(ascii: "U")) { return take(UInt8(ascii: "T")) && take(UInt8(ascii: "C")) ? 0 : nil }
      let sign: Int
      if take(UInt8(ascii: "+")) { sign = 1 } else if take(UInt8(ascii: "-")) { sign = -1 } else { return nil }
      guard let hours = number(2) else { return nil }
      _ = take(UInt8(ascii: ":"))
      if isAtEnd { return sign * hours * 3_600 }
      guard let minutes = number(2) else { return nil }
      return sign * (hours * 3_600 + minutes * 60)
    }
  }
}
