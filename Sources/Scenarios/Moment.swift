/// An instant in epoch milliseconds, written the way each provider writes it.
public struct Moment: Sendable, Hashable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// 2026-01-05T09:00:00Z, a Monday: the start of all telemetry unless another is asked for.
  public static let standardStart = Moment(milliseconds: 1_767_603_600_000)

  public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

  public static func + (moment: Moment, seconds: Int) -> Moment {
    Moment(milliseconds: moment.milliseconds + Int64(seconds) * 1000)
  }

  /// `2026-01-05T09:12:44Z`, as CloudTrail writes it.
  public var seconds: String { "\(date)T\(time)Z" }

  /// `2026-01-05T09:12:44.1230000Z`, as Azure writes it.
  public var ticks: String { "\(date)T\(time).\(padded(milliseconds % 1000, 3))0000Z" }

  /// `2026-01-05T09:12:44.123000Z`, as Google Cloud writes it.
  public var micros: String { "\(date)T\(time).\(padded(milliseconds % 1000, 3))000Z" }

  /// Year, month and day, from 1.
  public var calendarDay: (year: Int64, month: Int64, day: Int64) {
    // Days since 0000-03-01 in the proleptic Gregorian calendar, by 400-year eras.
    let days = milliseconds / 86_400_000 + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  public var hour: Int64 { milliseconds / 3_600_000 % 24 }

  var date: String {
    let day = calendarDay
    return "\(padded(day.year, 4))-\(padded(day.month, 2))-\(padded(day.day, 2))"
  }

  private var time: String {
    "\(padded(hour, 2)):\(padded(milliseconds / 60_000 % 60, 2)):\(padded(milliseconds / 1000 % 60, 2))"
  }

  private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
