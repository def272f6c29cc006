import MartletExecution

/// An instant as calendars and clocks show it in one time zone (proleptic Gregorian calendar).
struct CivilTime: Sendable {
  let year: Int
  /// 1 to 12.
  let month: Int
  /// 1 to 31.
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int
  let millisecond: Int
  /// 1 for Monday to 7 for Sunday.
  let weekday: Int
  /// 1 for the first of January.
  let dayOfYear: Int
  /// Seconds east of UTC.
  let offsetSeconds: Int

  /// - Parameter milliseconds: since the epoch.
  init(_ milliseconds: Int64, in zone: TimeZoneRules) {
    self.init(milliseconds, offsetSeconds: zone.offsetSeconds(milliseconds))
  }

  init(_ milliseconds: Int64, offsetSeconds: Int) {
    let local = milliseconds &+ Int64(offsetSeconds) &* 1000
    let days = Int(Self.floor(local, 86_400_000))
    let inDay = Int(local &- Int64(days) &* 86_400_000)
    (year, month, day) = Self.date(ofDay: days)
    hour = inDay / 3_600_000
    minute = inDay / 60_000 % 60
    second = inDay / 1000 % 60
    millisecond = inDay % 1000
    weekday = (days % 7 + 10) % 7 + 1
    dayOfYear = days - Self.day(ofYear: year, month: 1, day: 1) + 1
    self.offsetSeconds = offsetSeconds
  }

  /// The quotient rounded down.
  static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
    number / divisor - (number % divisor < 0 ? 1 : 0)
  }

  /// The day a number of days after 1970-01-01.
  static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Whether the calendar has such a day.
  static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    return date(ofDay: self.day(ofYear: year, month: month, day: day)) == (year, month, day)
  }

  /// The number of days from 1970-01-01 to a date.
  static func day(ofYear year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The week of the year, 1 to 53: weeks start on Monday and belong to the year of their Thursday (ISO 8601).
  var weekOfYear: Int {
    let thursday = Self.day(ofYear: year, month: month, day: day) + 4 - weekday
    let (yearOfWeek, _, _) = Self.date(ofDay: thursday)
    return (thursday - Self.day(ofYear: yearOfWeek, month: 1, day: 1)) / 7 + 1
  }
}

/// The English names of months and days.
enum CalendarNames {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  /// From Monday.
  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}
