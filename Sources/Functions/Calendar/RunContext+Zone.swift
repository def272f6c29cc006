import MartletExecution

extension RunContext {
  /// The rules of a zone by its name; those of the query for `nil`.
  func zone(named name: String?) throws(ExecutionError) -> TimeZoneRules {
    guard let name else { return environment.zone }
    guard let zone = environment.findZone(name) else { throw .unavailable("there is no time zone '\(name)'") }
    return zone
  }
}
