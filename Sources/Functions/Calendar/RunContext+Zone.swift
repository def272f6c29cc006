import MartletExecution

extension RunContext {
  /// The rules of a zone that an argument names; those of the query for `nil`.
  func zone(_ name: TimeZoneName?) -> TimeZoneRules { name?.rules ?? environment.zone }
}
