import MartletCatalog

extension BuiltIn {
  /// The functions of folder Time.
  static let time: [any QueryFunction.Type] = [
    Duration.self, End.self, FindTimestamp.self, FormatDuration.self, FormatTime.self, Now.self, ParseTimestamp.self, Start.self, TimeDayOfMonth.self,
    TimeDayOfWeek.self, TimeDayOfWeekName.self, TimeDayOfYear.self, TimeHour.self, TimeMillisecond.self,
    TimeMinute.self, TimeMonth.self, TimeMonthName.self, TimeSecond.self, TimeWeekOfYear.self, TimeYear.self,
  ]
}
