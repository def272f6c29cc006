/// Ordinary days in an estate of three clouds: people at work, automation, backups, schedules, reads.
///
/// None of it reverts an instance, and much of it looks a little like it: backup jobs take snapshots, storage drivers
/// make volumes from them, groups replace machines, schedulers stop fleets at night.
public struct Noise: Sendable {
  /// How many records; phases and first/last entries count one each.
  public var count: Int
  public var seed: UInt64
  public var start: Moment
  /// The time over which records are spread, in days.
  public var days: Int

  public init(count: Int, seed: UInt64, start: Moment = .standardStart, days: Int = 7) {
    self.count = count
    self.seed = seed
    self.start = start
    self.days = days
  }

  /// The records in order of time.
  public func records() -> [NativeRecord] {
    var records: [NativeRecord] = []
    var random = RandomSource(seed: seed)
    var aws = AWSNoise(random: &random)
    var azure = AzureNoise(random: &random)
    var gcp = GCPNoise(random: &random)
    while records.count < count {
      var telemetry = Telemetry(seed: random.next(), start: start + random.below(days * 86_400))
      telemetry.now.milliseconds += Int64(random.below(1000))
      switch random.below(100) {
      case 0..<70: aws.act(in: &telemetry)
      case 70..<85: azure.act(in: &telemetry)
      default: gcp.act(in: &telemetry)
      }
      records.append(contentsOf: telemetry.records)
    }
    records.removeLast(records.count - count)
    // Sorting by time alone would leave ties to the algorithm.
    return records.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }
}
