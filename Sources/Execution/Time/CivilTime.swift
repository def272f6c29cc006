/// A date and a time of day in the proleptic Gregorian calendar, without a zone.
struct CivilTime: Sendable, Hashable {
  var year: Int
  /// From 1.
  var month: Int
  /// From 1.
  var day: Int
  /// Since midnight.
  var millisecondOfDay: Int

  init(year: Int, month: Int, day: Int, millisecondOfDay: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.millisecondOfDay = millisecondOfDay
  }

  static let millisecondsPerDay: Int64 = 86_400_000

  /// The date and time that a clock showing UTC has at an instant in epoch milliseconds.
  init(utc instant: Int64) {
    var days = instant / Self.millisecondsPerDay
    var rest = instant % Self.millisecondsPerDay
    if rest < 0 {
      rest += Self.millisecondsPerDay
      days -= 1
    }
    self.init(daysSinceEpoch: Int(days), millisecondOfDay: Int(rest))
  }

  /// The date a number of days after 1 January 1970 (Howard Hinnant's `civil_from_days`).
  init(daysSinceEpoch: Int, millisecondOfDay: Int = 0) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    self.millisecondOfDay = millisecondOfDay
  }

  /// Days since 1 January 1970.
  var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// From 0 for Monday.
  var weekday: Int { ((daysSinceEpoch + 3) % 7 + 7) % 7 }

  /// The instant at which a clock showing UTC shows this, in epoch milliseconds.
  var utcInstant: Int64 {
    Int64(daysSinceEpoch) * Self.millisecondsPerDay + Int64(millisecondOfDay)
  }

  /// How many days a month has.
  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The same day of the month so many months on; the last day where the month is too short.
  func adding(months: Int) -> CivilTime {
    let total = year * 12 + (month - 1) + months
    var result = self
    result.year = total >= 0 ? total / 12 : (total - 11) / 12
    result.month = total - result.year * 12 + 1
    result.day = min(day, Self.days(inMonth: result.month, of: result.year))
    return result
  }

  func adding(days: Int) -> CivilTime {
    CivilTime(daysSinceEpoch: daysSinceEpoch + days, millisecondOfDay: millisecondOfDay)
  }
}

extension TimeZoneRules {
  /// What clocks of the zone show at an instant in epoch milliseconds.
  func civilTime(at instant: Int64) -> CivilTime {
    CivilTime(utc: instant + Int64(offsetSeconds(instant)) * 1000)
  }

  /// The instant at which clocks of the zone show a time: the first of two when they are put back, and when they are
  /// put forward over it, the time as if they had not been yet.
  func instant(of time: CivilTime) -> Int64 {
    let local = time.utcInstant
    let day = CivilTime.millisecondsPerDay
    let before = Int64(offsetSeconds(local - day)) * 1000
    let after = Int64(offsetSeconds(local + day)) * 1000
    if Int64(offsetSeconds(local - before)) * 1000 == before { return local - before }
    if Int64(offsetSeconds(local - after)) * 1000 == after { return local - after }
    return local - before
  }
}
