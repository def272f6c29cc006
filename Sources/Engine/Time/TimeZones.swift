import Foundation
public import MartletExecution

extension TimeZoneRules {
  /// The rules of a zone: `Z`, `UTC`, an offset such as `+02:00` or `GMT+2`, or a name of the tz database such as
  /// `Europe/Copenhagen`; `nil` when there is none of that name.
  public static func named(_ name: String) -> TimeZoneRules? {
    if ["Z", "z", "UTC", "GMT"].contains(name) { return .utc }
    if let seconds = fixedOffset(name) { return TimeZoneRules(name: name) { _ in seconds } }
    guard let zone = TimeZone(identifier: name) else { return nil }
    return TimeZoneRules(name: name, abbreviation: { zone.abbreviation(at: Date(epochMilliseconds: $0)) }) { instant in
      zone.secondsFromGMT(for: Date(epochMilliseconds: instant))
    }
  }

  /// The zone of this machine.
  public static var local: TimeZoneRules {
    named(TimeZone.current.identifier) ?? .utc
  }

  /// Seconds east of UTC of `+02:00`, `-0530`, `+2` or `GMT+2`.
  private static func fixedOffset(_ name: String) -> Int? {
    var text = name[...]
    for prefix in ["GMT", "UTC"] where text.hasPrefix(prefix) { text = text.dropFirst(3) }
    guard let first = text.first, first == "+" || first == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let number = Int(digits) else { return nil }
    let (hours, minutes) = digits.count <= 2 ? (number, 0) : (number / 100, number % 100)
    guard digits.count <= 4, hours <= 18, minutes < 60 else { return nil }
    return (first == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}

extension Date {
  fileprivate init(epochMilliseconds: Int64) { self.init(timeIntervalSince1970: Double(epochMilliseconds) / 1000) }
}

extension TimeZone {
  /// `EST` or `CEST`: Americans know some of these words and Europeans others. An offset where neither has one.
  fileprivate func abbreviation(at date: Date) -> String {
    let style: NSTimeZone.NameStyle = isDaylightSavingTime(for: date) ? .shortDaylightSaving : .shortStandard
    let names = ["en_US", "en_GB"].compactMap { localizedName(for: style, locale: Locale(identifier: $0)) }
    if let word = names.first(where: { !$0.hasPrefix("GMT") }) { return word }
    // The offset in such a name is today's, whenever the date is.
    let minutes = secondsFromGMT(for: date) / 60
    if minutes == 0 { return "GMT" }
    let (hour, minute) = abs(minutes).quotientAndRemainder(dividingBy: 60)
    return "GMT\(minutes < 0 ? "-" : "+")\(hour)" + (minute == 0 ? "" : minute < 10 ? ":0\(minute)" : ":\(minute)")
  }
}
