import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// A pattern of java.time, as `parseTimestamp` takes it: `yyyy-MM-dd'T'HH:mm:ss[.SSS]XXX`.
struct TimePattern: Sendable {
  private indirect enum Item: Sendable {
    case literal([UInt8])
    case field(UInt8, count: Int)
    case optional([Item])
  }

  private enum Form: Sendable {
    case number(perSecond: Double)
    case items([Item])
  }

  private let form: Form
  private let ignoresCase: Bool

  /// `nil` when the text is no pattern.
  init?(_ text: String, ignoresCase: Bool) {
    self.ignoresCase = ignoresCase
    switch text.lowercased() {
    case "seconds", "unixtime", "unixtimeseconds": form = .number(perSecond: 1)
    case "millis", "milliseconds", "unixtimemillis": form = .number(perSecond: 1000)
    case "nanos": form = .number(perSecond: 1_000_000_000)
    default:
      var bytes = Array(text.utf8)[...]
      guard let items = Self.items(&bytes, isOptional: false), bytes.isEmpty else { return nil }
      form = .items(items)
    }
  }

  private static func items(_ bytes: inout ArraySlice<UInt8>, isOptional: Bool) -> [Item]? {
    var items: [Item] = []
    while let byte = bytes.first {
      switch byte {
      case UInt8(ascii: "["):
        bytes.removeFirst()
        guard let inner = Self.items(&bytes, isOptional: true) else { return nil }
        items.append(.optional(inner))
      case UInt8(ascii: "]"):
        guard isOptional else { return nil }
        bytes.removeFirst()
        return items
      case UInt8(ascii: "'"):
        bytes.removeFirst()
        guard let end = bytes.firstIndex(of: byte) else { return nil }
        items.append(.literal(end == bytes.startIndex ? [byte] : Array(bytes[..<end])))
        bytes = bytes[(end + 1)...]
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        guard "yuMdDHhkKmsSnAaEXxZzVOL".utf8.contains(byte) else { return nil }
        let count = bytes.prefix { $0 == byte }.count
        bytes.removeFirst(count)
        items.append(.field(byte, count: count))
      default:
        bytes.removeFirst()
        items.append(.literal([byte]))
      }
    }
    return isOptional ? nil : items
  }

  /// What was read of a text so far.
  private struct Parts {
    var year: Int?
    var month = 1
    var day = 1
    var dayOfYear: Int?
    var hour = 0
    var isAfternoon: Bool?
    var minute = 0
    var second = 0
    var nanosecond = 0
    var zone: TimeZoneRules?
    var zoneName: String?
  }

  /// A time that was read.
  struct Moment {
    /// Epoch milliseconds.
    var instant: Int64
    /// What is below a millisecond.
    var nanoseconds = 0
    /// The zone, as the text or the argument names it; `nil` where the form has none.
    var zone: String?
  }

  /// Reads a text; `nil` when it does not fit, or no zone is known.
  ///
  /// - Parameters:
  ///   - zone: counts instead of the zone in the text.
  ///   - fallback: counts where the text has none.
  func read(
    _ text: [UInt8], zone: TimeZoneRules?, fallback: TimeZoneRules?, now: Int64, findZone: (String) -> TimeZoneRules?
  ) -> Moment? {
    switch form {
    case .number(let perSecond):
      if perSecond > 1_000_000, let count = Int64(String(decoding: text, as: UTF8.self)) {
        // Nanoseconds need more digits than numbers have.
        let instant = CivilTime.floor(count, 1_000_000)
        return Moment(instant: instant, nanoseconds: Int(count - instant * 1_000_000))
      }
      guard let number = NumberText.parse(text.span) else { return nil }
      return Int64(exactly: (number / perSecond * 1000).rounded()).map { Moment(instant: $0) }
    case .items(let items):
      var parts = Parts()
      var index = 0
      guard match(items, text, &index, &parts, findZone), index == text.count, let rules = zone ?? parts.zone ?? fallback
      else { return nil }
      let name = zone == nil ? parts.zoneName ?? rules.name : rules.name
      return instant(of: parts, in: rules, now: now).map {
        Moment(instant: $0, nanoseconds: parts.nanosecond % 1_000_000, zone: name)
      }
    }
  }

  private func match(
    _ items: [Item], _ text: [UInt8], _ index: inout Int, _ parts: inout Parts, _ findZone: (String) -> TimeZoneRules?
  ) -> Bool {
    for (place, item) in items.enumerated() {
      switch item {
      case .literal(let bytes):
        guard text[index...].starts(with: bytes) else { return false }
        index += bytes.count
      case .optional(let inner):
        let before = (index, parts)
        if !match(inner, text, &index, &parts, findZone) { (index, parts) = before }
      case .field(let letter, let count):
        // Digits that another field follows directly are as many as the letters.
        var isAdjacent = false
        if place + 1 < items.count, case .field = items[place + 1] { isAdjacent = true }
        guard read(letter, count, isAdjacent, text, &index, &parts, findZone) else { return false }
      }
    }
    return true
  }

  private func read(
    _ letter: UInt8, _ count: Int, _ isAdjacent: Bool, _ text: [UInt8], _ index: inout Int, _ parts: inout Parts,
    _ findZone: (String) -> TimeZoneRules?
  ) -> Bool {
    func number(_ least: Int, _ most: Int) -> Int? {
      var digits = 0
      var value = 0
      while digits < most, index + digits < text.count, text[index + digits] &- 0x30 < 10 {
        value = value * 10 + Int(text[index + digits] &- 0x30)
        digits += 1
      }
      guard digits >= least else { return nil }
      index += digits
      return value
    }
    func set(_ path: WritableKeyPath<Parts, Int>, _ range: ClosedRange<Int>) -> Bool {
      guard let value = number(count, isAdjacent || count >= 2 ? max(count, 2) : 2), range.contains(value) else { return false }
      parts[keyPath: path] = value
      return true
    }
    switch letter {
    case UInt8(ascii: "y"), UInt8(ascii: "u"):
      guard let value = number(count == 2 ? 2 : 1, count == 2 ? 2 : max(count, 4)) else { return false }
      parts.year = count == 2 ? 2000 + value : value
      return true
    case UInt8(ascii: "M"), UInt8(ascii: "L"):
      if count <= 2 { return set(\.month, 1...12) }
      guard let month = name(CalendarNames.months, isShort: count == 3, text, &index) else { return false }
      parts.month = month + 1
      return true
    case UInt8(ascii: "E"): return name(CalendarNames.weekdays, isShort: count <= 3, text, &index) != nil
    case UInt8(ascii: "d"): return set(\.day, 1...31)
    case UInt8(ascii: "D"):
      parts.dayOfYear = number(count, 3)
      return parts.dayOfYear != nil
    case UInt8(ascii: "H"): return set(\.hour, 0...23)
    case UInt8(ascii: "h"), UInt8(ascii: "K"), UInt8(ascii: "k"): return set(\.hour, 0...24)
    case UInt8(ascii: "m"): return set(\.minute, 0...59)
    case UInt8(ascii: "s"): return set(\.second, 0...60)
    case UInt8(ascii: "S"), UInt8(ascii: "n"):
      let start = index
      guard let value = number(letter == UInt8(ascii: "S") && count < 9 ? count : 1, 9) else { return false }
      parts.nanosecond = value
      for _ in (index - start)..<9 { parts.nanosecond *= 10 }
      return true
    case UInt8(ascii: "a"):
      guard let half = name(["AM", "PM"], isShort: false, text, &index) ?? name(["am", "pm"], isShort: false, text, &index)
      else { return false }
      parts.isAfternoon = half == 1
      return true
    case UInt8(ascii: "X"), UInt8(ascii: "x"), UInt8(ascii: "Z"), UInt8(ascii: "z"), UInt8(ascii: "V"), UInt8(ascii: "O"):
      let end = text[index...].firstIndex { byte in
        !(byte &- 0x30 < 10 || byte | 0x20 &- 0x61 < 26 || [0x2B, 0x2D, 0x3A, 0x2F, 0x5F].contains(byte))
      } ?? text.count
      let name = String(decoding: text[index..<end], as: UTF8.self)
      // V is the name of a zone in the database, where EST means the same all year.
      let abbreviated = letter == UInt8(ascii: "V") ? nil : ZoneAbbreviation.rules(name)
      guard end > index, let zone = abbreviated ?? findZone(name) else { return false }
      parts.zone = zone
      parts.zoneName = name
      index = end
      return true
    default: return false
    }
  }

  private func name(_ names: [String], isShort: Bool, _ text: [UInt8], _ index: inout Int) -> Int? {
    for (number, name) in names.enumerated() {
      let wanted = Array(isShort ? name.utf8.prefix(3) : name.utf8[...])
      guard index + wanted.count <= text.count else { continue }
      let found = text[index..<(index + wanted.count)]
      if ignoresCase ? found.elementsEqual(wanted, by: { $0 | 0x20 == $1 | 0x20 }) : found.elementsEqual(wanted) {
        index += wanted.count
        return number
      }
    }
    return nil
  }

  private func instant(of parts: Parts, in zone: TimeZoneRules, now: Int64) -> Int64? {
    var hour = parts.hour
    if let isAfternoon = parts.isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
    func instant(_ year: Int) -> Int64 {
      let day = parts.dayOfYear.map { CivilTime.day(ofYear: year, month: 1, day: 1) + $0 - 1 }
        ?? Self.day(year, parts.month, parts.day)
      let seconds = Int64(day) * 86_400 + Int64(hour * 3600 + parts.minute * 60 + min(parts.second, 59))
      let local = seconds * 1000 + Int64(parts.nanosecond / 1_000_000)
      let guess = local - Int64(zone.offsetSeconds(local)) * 1000
      return local - Int64(zone.offsetSeconds(guess)) * 1000
    }
    if let year = parts.year { return instant(year) }
    // Without a year it is this one, unless that lies more than eight days ahead.
    let year = CivilTime(now, in: zone).year
    let thisYear = instant(year)
    return thisYear > now + 8 * 86_400_000 ? instant(year - 1) : thisYear
  }

  /// A day beyond the end of its month is the last one, as java.time has it.
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let next = month == 12 ? CivilTime.day(ofYear: year + 1, month: 1, day: 1) : CivilTime.day(ofYear: year, month: month + 1, day: 1)
    return min(CivilTime.day(ofYear: year, month: month, day: day), next - 1)
  }
}
