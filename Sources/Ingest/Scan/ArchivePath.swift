/// What the path of a file in a cloud archive tells before it is opened.
///
/// CloudTrail delivers to `AWSLogs/[organisation/]account/CloudTrail/region/yyyy/mm/dd/`, with digests and insights in
/// folders beside it that hold no records.
enum ArchivePath {
  /// Whether the file holds something else than records.
  static func isIgnored(_ path: String) -> Bool {
    guard path.contains("AWSLogs/") else { return false }
    return path.contains("/CloudTrail-Digest/") || path.contains("/CloudTrail-Insight/")
  }

  /// Whether the file's day is more than a day off the interval, so that no record in it can be of interest. Records
  /// are delivered late, and a day's folder also holds the last minutes of the day before.
  static func isOutside(_ path: String, _ interval: Range<Int64>) -> Bool {
    guard let start = day(of: path) else { return false }
    let day: Int64 = 86_400_000
    let from = interval.lowerBound.subtractingReportingOverflow(day)
    let to = interval.upperBound.addingReportingOverflow(day)
    return start + day <= (from.overflow ? .min : from.partialValue) || start >= (to.overflow ? .max : to.partialValue)
  }

  /// The start of the day whose folder a file is in, as epoch milliseconds.
  private static func day(of path: String) -> Int64? {
    let parts = path.split(separator: "/")
    guard let archive = parts.firstIndex(of: "AWSLogs"),
      let trail = parts[archive...].firstIndex(of: "CloudTrail"), trail + 5 < parts.count
    else { return nil }
    let date = parts[(trail + 2)...(trail + 4)].joined(separator: "-")
    guard date.utf8.count == 10 else { return nil }
    var text = date
    return text.withUTF8 { unsafe EventTime.parse($0) }
  }
}
