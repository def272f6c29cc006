import MartletColumns
import MartletExecution
import MartletPatterns

/// Finds the first time written in a text, in the usual ways to write one.
struct FoundTime: Sendable {
  /// A time begins within so many characters.
  static let reach = 128

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private static let month = #"(?<M>\d{2}|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"#
  private static let day = #"(?<D>[0-3]?\d)"#
  private static let clock =
    #"(?<h>[0-2]?\d):(?<m>[0-5]\d):(?<s>[0-6]\d)(?:[.,](?<f>\d{1,9}))?(?:\s?(?<p>[AaPp][Mm]))?"#
  private static let zone = #"(?:\s?(?<z>Z|UTC|GMT|[A-Z][A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?|[+-]\d{2}:?\d{2}))?"#
  private static let gap = #"[-/. ]"#

  /// The forms; of several that fit at one place the first counts.
  private static let forms: [Regex] = [
    #"\b(?<Y>\d{4})\#(gap)\#(month)\#(gap)\#(day)(?:[T ]|\s+)\#(clock)\#(zone)"#,
    #"\b\#(day)[-/ ]\#(month)[-/ ](?<Y>\d{4}|\d{2})(?:[:T ]|\s+)\#(clock)\#(zone)"#,
    #"\b\#(month)[-/ ]\s?\#(day)(?:,?[-/ ](?<Y>\d{4}))(?:[:T ]|\s+)\#(clock)\#(zone)"#,
    #"\b\#(month)[-/ ]\s?\#(day)\s+\#(clock)\#(zone)\s+(?<Y>\d{4})\b"#,
    #"\b\#(month)[-/ ]\s?\#(day)(?:[:T ]|\s+)\#(clock)\#(zone)"#,
    #"\b\#(day)[-/ ]\#(month)(?:[:T ]|\s+)\#(clock)\#(zone)"#,
    #"\b(?<e>\d{10})(?:[.,]?(?<f>\d{9}|\d{6}|\d{3}))?\b"#,
    #"\b\#(clock)\#(zone)"#,
  ].compactMap { try? Regex($0) }

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
    var best: (start: Int, form: Int)?
    for (index, form) in Self.forms.enumerated() {
      var match = form.makeMatch()
      guard form.firstMatch(in: text, into: &match), let range = form.group(0, of: match) else { continue }
      if range.lowerBound < Self.reach, best.map({ range.lowerBound < $0.start }) ?? true { best = (range.lowerBound, index) }
    }
    guard let best else { return nil }
    let form = Self.forms[best.form]
    var match = form.makeMatch()
    guard form.firstMatch(in: text, into: &match) else { return nil }
    var parts: [String: String] = [:]
    for (index, name) in form.captureNames.enumerated() {
      guard let range = form.capture(index, of: match) else { continue }
      var bytes: [UInt8] = []
      for place in range { bytes.append(text[place]) }
      parts[name] = String(decoding: bytes, as: UTF8.self)
    }
    return instant(of: parts)
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
    guard let zone = parts["z"].flatMap(findZone) ?? (parts["z"] == nil ? standardZone : nil) else { return nil }
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
      return (time > now + 600_000 ? time - 86_400_000 : time, parts["z"])
    }
    guard let month = Int(monthText) ?? Self.months.firstIndex(of: monthText).map({ $0 + 1 }), (1...12).contains(month),
      let day = parts["D"].flatMap({ Int($0) }), (1...31).contains(day)
    else { return nil }
    if let year = parts["Y"].flatMap({ Int($0) }) {
      return (instant(year < 100 ? year + 2000 : year, month, day), parts["z"])
    }
    // Without a year: the latest that lies at most a week ahead.
    let years = [today.year + 1, today.year, today.year - 1]
    let time = years.map { instant($0, month, day) }.first { $0 <= now + 7 * 86_400_000 }
    return time.map { ($0, parts["z"]) }
  }
}

extension Substring {
  /// Filled up with zeros at the end.
  fileprivate func padding(to length: Int) -> String { self + String(repeating: "0", count: Swift.max(0, length - count)) }
}
