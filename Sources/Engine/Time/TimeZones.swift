public import MartletExecution
import MartletFunctions

extension TimeZoneRules {
  /// The rules of a zone: `Z`, `UTC`, an offset such as `+02:00` or `GMT+2`, or a name of the tz database such as
  /// `Europe/Copenhagen`; `nil` when there is none of that name.
  public static func named(_ name: String) -> TimeZoneRules? { TimeZoneName(name)?.rules }

  /// The zone of this machine.
  public static var local: TimeZoneRules { TimeZoneName.local }
}
