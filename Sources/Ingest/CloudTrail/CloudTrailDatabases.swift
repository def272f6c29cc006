/// How RDS writes what a restore goes back to.
enum CloudTrailDatabases {
  /// The database that an automatic snapshot, `rds:NAME-2026-01-05-09-12`, was taken of.
  static func owner(_ snapshot: String) -> String? {
    guard snapshot.hasPrefix("rds:") else { return nil }
    let parts = snapshot.dropFirst(4).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 5, parts.suffix(5).allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
    return parts.dropLast(5).joined(separator: "-")
  }

  /// What the changed names of a zone lead to: host names of databases among them.
  static func targets(_ request: JSONNode?) -> [String] {
    var targets: [String] = []
    func add(_ path: [StaticString]) {
      guard let request else { return }
      collect(path, in: request, inside: nil) { value, _ in
        if let target = value.string { targets.append(target) }
      }
    }
    add(["changeBatch", "changes", "resourceRecordSet", "resourceRecords", "value"])
    add(["changeBatch", "changes", "resourceRecordSet", "aliasTarget", "dNSName"])
    return targets
  }

  /// An instant as ISO 8601; CloudTrail writes `Jan 5, 2026, 9:00:00 AM` (in UTC). Other texts stay as they are.
  static func instant(_ text: String) -> String {
    // The space before AM may be a narrow one.
    let words = text.split { $0 == " " || $0 == "," || $0 == "\u{202F}" || $0 == "\u{A0}" }.map(String.init)
    guard words.count == 5, let month = months.firstIndex(of: words[0]), let day = Int(words[1]), let year = Int(words[2])
    else { return text }
    let clock = words[3].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3 else { return text }
    let hour = clock[0] % 12 + (words[4] == "PM" ? 12 : 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month + 1))-\(two(day))T\(two(hour)):\(two(clock[1])):\(two(clock[2]))Z"
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
