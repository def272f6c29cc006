/// Who writes the log a record stands in.
public enum Cloud: String, Sendable, CaseIterable {
  case aws, azure, gcp
}

/// One record as a provider delivers it, with what its place in an archive depends on.
public struct NativeRecord: Sendable {
  public var cloud: Cloud
  public var time: Moment
  /// AWS account, Azure subscription or Google Cloud project.
  public var account: String
  public var region: String
  public var body: JSONValue

  /// Where an archive keeps it: the path below the bucket or container, without its extension.
  public var archivePath: String {
    let day = time.calendarDay
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
    switch cloud {
    case .aws:
      let date = "\(day.year)/\(two(day.month))/\(two(day.day))"
      let stamp = "\(day.year)\(two(day.month))\(two(day.day))T\(two(time.hour))00Z"
      return "AWSLogs/\(account)/CloudTrail/\(region)/\(date)/\(account)_CloudTrail_\(region)_\(stamp)_archive"
    case .azure:
      return "insights-activity-logs/resourceId=/SUBSCRIPTIONS/\(account.uppercased())/y=\(day.year)/m=\(two(day.month))"
        + "/d=\(two(day.day))/h=\(two(time.hour))/m=00/PT1H"
    case .gcp:
      return "cloudaudit.googleapis.com/activity/\(account)/\(day.year)/\(two(day.month))/\(two(day.day))/"
        + "\(two(time.hour)):00:00_\(two(time.hour)):59:59_S0"
    }
  }
}
