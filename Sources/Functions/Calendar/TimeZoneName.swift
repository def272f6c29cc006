import Foundation
public import MartletCatalog
public import MartletDiagnostics
public import MartletExecution

/// The name of a time zone: `Z`, `UTC`, an offset such as `+02:00` or `GMT+2`, or a name of the tz database such as
/// `Europe/Copenhagen`. The only place that knows which there are.
public struct TimeZoneName: ArgumentValue {
  public static var typeName: String { "time zone" }

  let text: String
  public let rules: TimeZoneRules

  static let utc = TimeZoneName("Z", .utc)

  /// `nil` when there is no zone of that name.
  public init?(_ text: String) {
    if ["Z", "z", "UTC", "GMT"].contains(text) {
      self.init(text, .utc)
    } else if let seconds = Self.fixedOffset(text) {
      self.init(text, TimeZoneRules(name: text) { _ in seconds })
    } else if let zone = TimeZone(identifier: text) {
      self.init(
        text,
        TimeZoneRules(name: text, abbreviation: { zone.abbreviation(at: Date(epochMilliseconds: $0)) }) { instant in
          zone.secondsFromGMT(for: Date(epochMilliseconds: instant))
        })
    } else {
      return nil
    }
  }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    if case .unknownParameter = literal.value {
      self = .utc
      return
    }
    let text = try String(literal)
    guard let name = TimeZoneName(text) else { throw .badTimeZone(text, at: literal.range) }
    self = name
  }

  private init(_ text: String, _ rules: TimeZoneRules) {
    self.text = text
    self.rules = rules
  }

  public var sourceText: String? { "\"\(text)\"" }

  /// The zone of this machine.
  public static var local: TimeZoneRules { TimeZoneName(TimeZone.current.identifier)?.rules ?? .utc }

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

  /// The names closest to one that does not exist: `Europe/Copenhagen` for `Copenhagen` and for `Europe/Kopenhagen`.
  static func closest(to text: String) -> [String] {
    let names = TimeZone.knownTimeZoneIdentifiers.sorted()
    if let same = names.first(where: { $0.lowercased() == text.lowercased() }) { return [same] }
    let near = Suggestion.closest(to: text, among: names)
    if !near.isEmpty { return near }
    let places = Dictionary(grouping: names) { $0.split(separator: "/").last.map(String.init) ?? $0 }
    return Suggestion.closest(to: text.replacing(" ", with: "_"), among: places.keys).prefix(1)
      .flatMap { places[$0] ?? [] }.prefix(3).map { $0 }
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

extension Diagnostic {
  fileprivate static func badTimeZone(_ text: String, at range: SourceRange) -> Self {
    let near = TimeZoneName.closest(to: text)
    return Diagnostic(
      "bad-time-zone", "there is no time zone '\(text)'", at: range,
      help: near.isEmpty
        ? "Write a name such as \"Europe/Copenhagen\", an offset such as \"+02:00\", or \"Z\"."
        : "Did you mean \(near.quotedList)?",
      fixIts: near.prefix(1).map { FixIt("replace '\(text)' with '\($0)'", replacing: range, with: "\"\($0)\"") })
  }
}
