import MartletColumns
import MartletExecution

/// What one letter of a time pattern (`%H`, `%tH`) prints.
struct TimeLetter: Sendable {
  let letter: UInt8

  /// `nil` for a letter that means nothing.
  init?(_ letter: UInt8) {
    guard "HIklMSLNpzZsQBbhAaCYyjmdeRTrDFc".utf8.contains(letter) else { return nil }
    self.letter = letter
  }

  /// Appends what the letter stands for at an instant, in epoch milliseconds, shown in a zone.
  func append(_ milliseconds: Int64, as time: CivilTime, zone: TimeZoneRules, to text: inout [UInt8]) {
    switch letter {
    case UInt8(ascii: "H"): Self.append(time.hour, width: 2, to: &text)
    case UInt8(ascii: "I"): Self.append(Self.hourOfHalfDay(time), width: 2, to: &text)
    case UInt8(ascii: "k"): Self.append(time.hour, width: 1, to: &text)
    case UInt8(ascii: "l"): Self.append(Self.hourOfHalfDay(time), width: 1, to: &text)
    case UInt8(ascii: "M"): Self.append(time.minute, width: 2, to: &text)
    case UInt8(ascii: "S"): Self.append(time.second, width: 2, to: &text)
    case UInt8(ascii: "L"): Self.append(time.millisecond, width: 3, to: &text)
    case UInt8(ascii: "N"): Self.append(time.millisecond * 1_000_000, width: 9, to: &text)
    case UInt8(ascii: "p"): text.append(contentsOf: (time.hour < 12 ? "am" : "pm").utf8)
    case UInt8(ascii: "z"): Self.appendOffset(time.offsetSeconds, to: &text)
    case UInt8(ascii: "Z"): text.append(contentsOf: zone.abbreviation(milliseconds).utf8)
    case UInt8(ascii: "s"): NumberText.append(CivilTime.floor(milliseconds, 1000), to: &text)
    case UInt8(ascii: "Q"): NumberText.append(milliseconds, to: &text)
    case UInt8(ascii: "B"): text.append(contentsOf: CalendarNames.months[time.month - 1].utf8)
    case UInt8(ascii: "b"), UInt8(ascii: "h"):
      text.append(contentsOf: CalendarNames.months[time.month - 1].utf8.prefix(3))
    case UInt8(ascii: "A"): text.append(contentsOf: CalendarNames.weekdays[time.weekday - 1].utf8)
    case UInt8(ascii: "a"): text.append(contentsOf: CalendarNames.weekdays[time.weekday - 1].utf8.prefix(3))
    case UInt8(ascii: "C"): Self.append(time.year / 100, width: 2, to: &text)
    case UInt8(ascii: "Y"): Self.append(time.year, width: 4, to: &text)
    case UInt8(ascii: "y"): Self.append(abs(time.year % 100), width: 2, to: &text)
    case UInt8(ascii: "j"): Self.append(time.dayOfYear, width: 3, to: &text)
    case UInt8(ascii: "m"): Self.append(time.month, width: 2, to: &text)
    case UInt8(ascii: "d"): Self.append(time.day, width: 2, to: &text)
    case UInt8(ascii: "e"): Self.append(time.day, width: 1, to: &text)
    default: appendComposite(milliseconds, as: time, zone: zone, to: &text)
    }
  }

  /// The letters that stand for several others.
  private func appendComposite(
    _ milliseconds: Int64, as time: CivilTime, zone: TimeZoneRules, to text: inout [UInt8]
  ) {
    let pattern =
      switch letter {
      case UInt8(ascii: "R"): "H:M"
      case UInt8(ascii: "T"): "H:M:S"
      case UInt8(ascii: "r"): "I:M:S"
      case UInt8(ascii: "D"): "m/d/y"
      case UInt8(ascii: "F"): "Y-m-d"
      default: "a b d T Z Y"
      }
    for byte in pattern.utf8 {
      if let part = TimeLetter(byte) {
        part.append(milliseconds, as: time, zone: zone, to: &text)
      } else {
        text.append(byte)
      }
    }
    if letter == UInt8(ascii: "r") { text.append(contentsOf: (time.hour < 12 ? " AM" : " PM").utf8) }
  }

  private static func hourOfHalfDay(_ time: CivilTime) -> Int { (time.hour + 11) % 12 + 1 }

  /// Appends a number with zeros in front up to `width` digits.
  static func append(_ number: Int, width: Int, to text: inout [UInt8]) {
    if number < 0 { text.append(UInt8(ascii: "-")) }
    var digits: [UInt8] = []
    NumberText.append(Int64(number.magnitude), to: &digits)
    for _ in 0..<max(0, width - digits.count) { text.append(UInt8(ascii: "0")) }
    text.append(contentsOf: digits)
  }

  private static func appendOffset(_ seconds: Int, to text: inout [UInt8]) {
    text.append(UInt8(ascii: seconds < 0 ? "-" : "+"))
    append(Int(seconds.magnitude) / 3600, width: 2, to: &text)
    append(Int(seconds.magnitude) / 60 % 60, width: 2, to: &text)
  }
}
