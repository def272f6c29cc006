import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// The arguments of a function that takes a part of a time: `time:hour(field, timezone=…)` and its like.
struct TimePart: Sendable {
  static let field = Parameter<FieldName>("field", "Field with the time, in epoch milliseconds.", unnamed: true, default: "@timestamp")
  static let timezone = Parameter<TimeZoneName?>("timezone", "Time zone to show it in; that of the query when left out.", default: nil)
  static let timezoneField = Parameter<FieldName>("timezoneField", "Field that names the zone of an event.", default: "@timezone")

  private let field: String
  private let timezone: TimeZoneName?
  private let zoneField: String
  let target: String

  init(_ arguments: BoundArguments, output: Parameter<OutputName>) {
    field = arguments[Self.field].text
    timezone = arguments[Self.timezone]
    zoneField = arguments[Self.timezoneField].text
    target = arguments[output].text
  }

  /// The part of the time of every living row that has one.
  func map(_ batch: Batch, _ context: RunContext, _ part: (CivilTime, inout [UInt8]) -> Void) throws(ExecutionError) -> Column? {
    guard let column = batch[field] else { return nil }
    let times = column.asNumbers(in: batch.mask)
    let standard = context.zone(timezone)
    let zones = timezone == nil ? batch[zoneField]?.asText() : nil
    var known: [String: TimeZoneRules?] = [:]
    var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
    for row in 0..<batch.rowCount {
      guard batch.mask[row], times.isPresent(row), let instant = Int64(exactly: times.values[row].rounded(.down)) else {
        builder.appendMissing()
        continue
      }
      var zone = standard
      if let zones, let name = zones.string(at: row) {
        let found = known[name] ?? context.environment.findZone(name)
        known[name] = found
        zone = found ?? standard
      }
      part(CivilTime(instant, in: zone), &builder.storage)
      builder.endValue()
    }
    return .text(builder.finish())
  }
}
