/// Reads points in time from text.
struct TimePointReader {
  private let bytes: [UInt8]
  private var index = 0

  static func read(_ text: String) -> TimePoint.Form? {
    var reader = TimePointReader(bytes: Array(text.utf8))
    return reader.readPoint()
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func readPoint() -> TimePoint.Form? {
    skipBlanks()
    if bytes.count - index >= 8, let time = ISOTime(bytes[index...]) { return time.form }
    if let instant = readInstant() { return .instant(instant) }
    let isCalendar = skip("calendar:")
    skipBlanks()
    var back: TimePoint.Offset?
    if !skip("now") {
      guard let offset = readOffset() else { return nil }
      back = offset
    }
    var anchor: TimePoint.Unit?
    if skip("@") {
      guard let unit = readUnit() else { return nil }
      anchor = unit
    }
    var forward: [TimePoint.Offset] = []
    while index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
      let isBack = bytes[index] == UInt8(ascii: "-")
      index += 1
      guard var offset = readOffset() else { return nil }
      if isBack { offset.count = -offset.count }
      forward.append(offset)
    }
    skipBlanks()
    guard index == bytes.count, forward.isEmpty || anchor != nil || back == nil else { return nil }
    return .relative(back, anchor: anchor, forward, isCalendar: isCalendar)
  }

  /// Digits alone: epoch milliseconds.
  private func readInstant() -> Int64? {
    let text = String(decoding: bytes[index...], as: UTF8.self)
    guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") }) else { return nil }
    return Int64(text)
  }

  private mutating func readOffset() -> TimePoint.Offset? {
    var count: Int64 = 0
    let start = index
    while index < bytes.count, bytes[index] &- 0x30 < 10 {
      guard count < 1 << 50 else { return nil }
      count = count * 10 + Int64(bytes[index] - 0x30)
      index += 1
    }
    guard index > start else { return nil }
    if index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
    return readUnit().map { TimePoint.Offset(count: count, unit: $0) }
  }

  private mutating func readUnit() -> TimePoint.Unit? {
    let start = index
    while index < bytes.count, (bytes[index] | 0x20) &- UInt8(ascii: "a") < 26 { index += 1 }
    return Self.units[String(decoding: bytes[start..<index], as: UTF8.self)]
  }

  private mutating func skip(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard bytes[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
  }

  private static let units: [String: TimePoint.Unit] = {
    let spellings: [(TimePoint.Unit, String)] = [
      (.millisecond, "ms millis millisecond milliseconds"), (.second, "s sec secs second seconds"),
      (.minute, "m min minute minutes"), (.hour, "h hr hrs hour hours"), (.day, "d day days"),
      (.week, "w week weeks"), (.month, "mon month months"), (.quarter, "q qtr qtrs quarter quarters"),
      (.year, "y yr yrs year years"),
    ]
    var units: [String: TimePoint.Unit] = [:]
    for (unit, names) in spellings {
      for name in names.split(separator: " ") { units[String(name)] = unit }
    }
    return units
  }()
}

/// An ISO 8601 date, with or without a time and a zone.
private struct ISOTime {
  let form: TimePoint.Form

  init?(_ text: ArraySlice<UInt8>) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
      let day = reader.digits(2), (1...12).contains(month), day >= 1, day <= CivilTime.days(inMonth: month, of: year)
    else { return nil }
    var time = CivilTime(year: year, month: month, day: day)
    if reader.isAtEnd {
      form = .civil(time)
      return
    }
    guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.digits(2), reader.skip(":"),
      let minute = reader.digits(2), hour < 24, minute < 60
    else { return nil }
    time.millisecondOfDay = (hour * 60 + minute) * 60_000
    if reader.skip(":") {
      guard let second = reader.digits(2), second < 61 else { return nil }
      time.millisecondOfDay += second * 1000
      if reader.skip(".") || reader.skip(",") {
        guard let fraction = reader.milliseconds() else { return nil }
        time.millisecondOfDay += fraction
      }
    }
    if reader.isAtEnd {
      form = .civil(time)
    } else if let offset = reader.zoneOffset(), reader.isAtEnd {
      form = .instant(time.utcInstant - Int64(offset) * 60_000)
    } else {
      return nil
    }
  }
}

private struct DigitReader {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  var isAtEnd: Bool { index == bytes.endIndex }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.endIndex, UInt32(bytes[index]) == character.value else { return false }
    index += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int? {
    guard index + count <= bytes.endIndex else { return nil }
    var value = 0
    for byte in bytes[index..<(index + count)] {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += count
    return value
  }

  /// A fraction of a second of any length, cut off at milliseconds.
  mutating func milliseconds() -> Int? {
    var value = 0
    var count = 0
    while index < bytes.endIndex, bytes[index] &- 0x30 < 10 {
      if count < 3 { value = value * 10 + Int(bytes[index] - 0x30) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<max(count, 3) { value *= 10 }
    return value
  }

  /// `Z`, `+02:00`, `-0530` or `+02`, in minutes.
  mutating func zoneOffset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = digits(2) else { return nil }
    if isAtEnd { return sign * hours * 60 }
    _ = skip(":")
    guard let minutes = digits(2), minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
