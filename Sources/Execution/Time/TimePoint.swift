/// A point in time as a user writes it: `7d`, `now`, `now@d`, `2d@d+6h`, `calendar: 3months`, an ISO 8601 time, or
/// epoch milliseconds (language reference §8).
public struct TimePoint: Sendable, Hashable {
  enum Unit: Sendable, Hashable { case millisecond, second, minute, hour, day, week, month, quarter, year }

  struct Offset: Sendable, Hashable {
    var count: Int64
    var unit: Unit
  }

  enum Form: Sendable, Hashable {
    case instant(Int64)
    /// A date and time without a zone: in the zone of the query.
    case civil(CivilTime)
    /// An offset back from now, an anchor to snap down to, and offsets forward.
    case relative(Offset?, anchor: Unit?, Offsets, isCalendar: Bool)
  }

  typealias Offsets = [Offset]

  let form: Form

  /// Reads a point in time; `nil` when the text is none.
  public init?(_ text: String) {
    guard let form = TimePointReader.read(text) else { return nil }
    self.form = form
  }

  /// The instant in epoch milliseconds; `nil` when it lies beyond what can be counted.
  public func instant(now: Int64, zone: TimeZoneRules) -> Int64? {
    switch form {
    case .instant(let instant): return instant
    case .civil(let time): return zone.instant(of: time)
    case .relative(let back, let anchor, let forward, let isCalendar):
      var instant = now
      if let back {
        guard let moved = Self.move(instant, by: back, sign: -1, isCalendar, zone) else { return nil }
        instant = moved
      }
      if let anchor { instant = Self.start(of: anchor, at: instant, zone) }
      for offset in forward {
        guard let moved = Self.move(instant, by: offset, sign: 1, isCalendar, zone) else { return nil }
        instant = moved
      }
      return instant
    }
  }

  private static func move(
    _ instant: Int64, by offset: Offset, sign: Int64, _ isCalendar: Bool, _ zone: TimeZoneRules
  ) -> Int64? {
    let count = offset.count * sign
    if isCalendar {
      let time = zone.civilTime(at: instant)
      guard count.magnitude < 1_000_000 else { return nil }
      switch offset.unit {
      case .day: return zone.instant(of: time.adding(days: Int(count)))
      case .week: return zone.instant(of: time.adding(days: 7 * Int(count)))
      case .month: return zone.instant(of: time.adding(months: Int(count)))
      case .quarter: return zone.instant(of: time.adding(months: 3 * Int(count)))
      case .year: return zone.instant(of: time.adding(months: 12 * Int(count)))
      case .millisecond, .second, .minute, .hour: break
      }
    }
    let (length, overflow) = count.multipliedReportingOverflow(by: offset.unit.milliseconds)
    let (moved, tooFar) = instant.addingReportingOverflow(length)
    return overflow || tooFar ? nil : moved
  }

  /// The start of the unit that an instant lies in, on the zone's clocks.
  private static func start(of unit: Unit, at instant: Int64, _ zone: TimeZoneRules) -> Int64 {
    var time = zone.civilTime(at: instant)
    switch unit {
    case .millisecond: return instant
    case .second, .minute, .hour:
      // Within an hour clocks only run forward, so what they show can be taken off the instant.
      return instant - Int64(time.millisecondOfDay) % unit.milliseconds
    case .day: break
    case .week: time = time.adding(days: -time.weekday)
    case .month: time.day = 1
    case .quarter:
      time.day = 1
      time.month -= (time.month - 1) % 3
    case .year:
      time.day = 1
      time.month = 1
    }
    time.millisecondOfDay = 0
    return zone.instant(of: time)
  }
}

extension TimePoint.Unit {
  var milliseconds: Int64 {
    switch self {
    case .millisecond: 1
    case .second: 1000
    case .minute: 60_000
    case .hour: 3_600_000
    case .day: 86_400_000
    case .week: 7 * 86_400_000
    case .month: 30 * 86_400_000
    case .quarter: 90 * 86_400_000
    case .year: 365 * 86_400_000
    }
  }
}
