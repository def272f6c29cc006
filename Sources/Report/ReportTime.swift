import MartletDetections

/// Times and durations as the report writes them.
enum ReportTime {
  /// `2026-01-05 09:12:44` in UTC.
  static func text(_ milliseconds: Int64) -> String {
    let iso = InstantText.iso(milliseconds)
    return iso.prefix(10) + " " + iso.dropFirst(11).prefix(8)
  }

  /// The two largest units: `3 d 4 h`, `12 min 5 s`.
  static func duration(_ milliseconds: Int64) -> String {
    let seconds = max(0, milliseconds / 1000)
    let units: [(name: String, length: Int64)] = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
    guard let first = units.firstIndex(where: { seconds >= $0.length }) else { return "0 s" }
    let large = "\(seconds / units[first].length) \(units[first].name)"
    guard first + 1 < units.count else { return large }
    let rest = seconds % units[first].length / units[first + 1].length
    return rest == 0 ? large : "\(large) \(rest) \(units[first + 1].name)"
  }
}
