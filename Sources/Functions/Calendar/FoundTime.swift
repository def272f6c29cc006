import MartletColumns
import MartletExecution
import MartletPatterns

/// Finds the first time written in a text, in the usual ways to write one.
struct FoundTime: Sendable {
  /// A time begins within so many characters.
  static let reach = 128

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private static let name =
    "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    + "|nov(?:ember)?|dec(?:ember)?)"
  private static let namedMonth = "(?<M>\(name))"
  private static let month = #"(?<M>\d{2}|\#(name))"#
  private static let day = #"(?<D>[0-3]?\d)"#
  private static let clock =
    #"(?<h>[0-2]?\d):(?<m>[0-5]\d):(?<s>[0-6]\d)(?:[.,](?<f>\d{1,9}))?(?:\s?(?<p>[AaPp][Mm])\b)?"#
  private static let zone =
    #"(?:\s?(?<z>[+-]\d{2}:?\d{2}|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?\b|[A-Z][A-Za-z]+(?:/[A-Za-z_]+)+(?:[+-]\d{1,2})?\b"#
    + #"|[A-Z]{3,5}\b|Z))?"#
  private static let gap = #"[-/. ]"#
  private static let pause = #"(?:[:T ]|\s+)"#

  /// The forms; of several that fit at one place the first that is a time counts. Two digits for a year come first where
  /// that gives a year one may mean, then a month before its day, as the documentation lists them.
  private static let forms: [Regex] = [
    #"\b(?<Y>\d{4})\#(gap)\#(month)\#(gap)\#(day)(?:[T ]|\s+)\#(clock)\#(zone)"#,
    #"\b\#(day)[-/ ]\#(namedMonth)[-/ ](?<Y>\d{4}|\d{2})\#(pause)\#(clock)\#(zone)"#,
    #"\b(?<Y>\d{2})\#(gap)(?<M>\d{2})\#(gap)\#(day)(?:[T ]|\s+)\#(clock)\#(zone)"#,
    #"\b\#(month)[-/ ]\s?\#(day),?[-/ ](?<Y>\d{4}|\d{2})\#(pause)\#(clock)\#(zone)"#,
    #"\b\#(day)\#(gap)(?<M>\d{2})\#(gap)(?<Y>\d{4}|\d{2})\#(pause)\#(clock)\#(zone)"#,
    #"\b\#(month)[-/ ]\s?\#(day)\s+\#(clock)\#(zone)\s+(?<Y>\d{4})\b"#,
    #"\b\#(month)[-/ ]\s?\#(day)\#(pause)\#(clock)\#(zone)"#,
    #"\b\#(day)[-/ ]\#(month)\#(pause)\#(clock)\#(zone)"#,
    #"\b(?<e>\d{10})(?:[.,]?(?<f>\d{9}|\d{6}|\d{3}))?\b"#,
    #"\b\#(clock)\#(zone)"#,
  ].map { pattern in
    guard let regex = try? Regex(pattern) else { preconditionFailure("'\(pattern)' is a regex") }
    return regex
  }

  /// The instant in epoch milliseconds, and the zone that the text named.
  typealias Found = (instant: Int64, zone: String?)

  private let now: Int64
  private let standardZone: TimeZoneRules?
  private let findZone: @Sendable (String) -> TimeZoneRules?

  init(now: Int64, standardZone: TimeZoneRules?, findZone: @escaping @Sendable (String) -> TimeZoneRules?) {
    self.now = now
    self.standardZone = standardZone
    self.findZone = findZone
  }

  /// The first time in a text; `nil` when there is none, or its zone is not known.
  func first(in text: Span<UInt8>) -> Found? {
    var found: [(start: Int, form: Regex, match: RegexMatch)] = []
    for form in Self.forms {
      var match = form.makeMatch()
      guard form.firstMatch(in: text, into: &match), let range = form.group(0, of: match) else { continue }
      found.append((range.lowerBound, form, match))
    }
    guard let start = found.map(\.start).min(), Self.characters(of: text, upTo: start) < Self.reach else { return nil }
    for (_, form, match) in found.filter({ $0.start == start }) {
      if let instant = instant(of: Self.parts(form, match, of: text)) { return instant }
    }
    return nil
  }

  private static func parts(_ form: Regex, _ match: RegexMatch, of text: Span<UInt8>) -> [String: String] {
    var parts: [String: String] = [:]
    for (index, name) in form.captureNames.enumerated() {
      guard let range = form.capture(index, of: match) else { continue }
      var bytes: [UInt8] = []
      for place in range { bytes.append(text[place]) }
      parts[name] = String(decoding: bytes, as: UTF8.self)
    }
    return parts
  }

  /// How many characters stand before a place.
  private static func characters(of text: Span<UInt8>, upTo end: Int) -> Int {
    (0..<end).count { text[$0] & 0xC0 != 0x80 }
  }

  /// The zone that a text names, and its rules; a word that is no zone is only the next word of the text.
  private func zone(_ name: String?) -> (rules: TimeZoneRules, name: String?)? {
    if let name {
      if let rules = ZoneAbbreviation.rules(name) ?? findZone(name) { return (rules, name) }
      guard name.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else { return nil }
    }
    return standardZone.map { ($0, nil) }
  }

  private func instant(of parts: [String: String]) -> Found? {
    let fraction = parts["f"].map { Int($0.prefix(3).padding(to: 3)) ?? 0 } ?? 0
    if let seconds = parts["e"].flatMap({ Int64($0) }) { return (seconds * 1000 + Int64(fraction), "Z") }
    guard var hour = parts["h"].flatMap({ Int($0) }), let minute = parts["m"].flatMap({ Int($0) }),
      let second = parts["s"].flatMap({ Int($0) }), hour < 24
    else { return nil }
    if let half = parts["p"]?.lowercased() {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
    }
    guard let (zone, zoneName) = zone(parts["z"]) else { return nil }
    let inDay = Int64(((hour * 60 + minute) * 60 + min(second, 59)) * 1000 + fraction)
    func instant(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
      let local = Int64(CivilTime.day(ofYear: year, month: month, day: day)) * 86_400_000 + inDay
      let guess = local - Int64(zone.offsetSeconds(local)) * 1000
      return local - Int64(zone.offsetSeconds(guess)) * 1000
    }
    let today = CivilTime(now, in: zone)
    guard let monthText = parts["M"]?.lowercased() else {
      // A time alone: today's, or yesterday's when that lies ahead.
      let time = instant(today.year, today.month, today.day)
      return (time > now + 600_000 ? time - 86_400_000 : time, zoneName)
    }
    guard let month = Int(monthText) ?? Self.months.firstIndex(of: String(monthText.prefix(3))).map({ $0 + 1 }),
      let day = parts["D"].flatMap({ Int($0) })
    else { return nil }
    if let text = parts["Y"], let written = Int(text) {
      let year = text.count == 2 ? written + 2000 : written
      guard text.count == 4 || written >= 13, CivilTime.isDate(year, month, day) else { return nil }
      return (instant(year, month, day), zoneName)
    }
    // Without a year: the latest that lies at most a week ahead.
    let years = [today.year + 1, today.year, today.year - 1].filter { CivilTime.isDate($0, month, day) }
    let time = years.map { instant($0, month, day) }.first { $0 <= now + 7 * 86_400_000 }
    return time.map { ($0, zoneName) }
  }
}

extension Substring {
  /// Filled up with zeros at the end.
  fileprivate func padding(to length: Int) -> String { self + String(repeating: "0", count: Swift.max(0, length - count)) }
}
