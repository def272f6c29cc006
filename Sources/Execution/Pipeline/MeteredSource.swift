public import MartletColumns

/// A source that tells what reading it costs: the time until each batch is there, of all workers together. Only runs
/// that are asked what they cost have one, so others pay nothing.
public struct MeteredSource: BatchSource {
  private let source: any BatchSource
  private let profile: Profile

  /// The step that stands for reading in a profile; those of the query are numbered from 1.
  public static let step = 0

  public init(_ source: any BatchSource, in context: RunContext) {
    self.source = source
    profile = context.profile
  }

  public func scan(_ request: ScanRequest) -> any Scan {
    MeteredScan(scan: source.scan(request), profile: profile)
  }
}

private final class MeteredScan: Scan {
  private let scan: any Scan
  private let profile: Profile

  init(scan: any Scan, profile: Profile) {
    self.scan = scan
    self.profile = profile
  }

  func nextUnit() throws(SourceError) -> (any ScanUnit)? {
    try scan.nextUnit().map { MeteredUnit(unit: $0, profile: profile) }
  }

  var report: ScanReport { scan.report }
}

private final class MeteredUnit: ScanUnit {
  private let unit: any ScanUnit
  private let profile: Profile

  init(unit: any ScanUnit, profile: Profile) {
    self.unit = unit
    self.profile = profile
  }

  var ordinal: Int { unit.ordinal }

  func nextBatch() throws(SourceError) -> Batch? {
    let start = ContinuousClock.now
    let batch = try unit.nextBatch()
    profile.add(
      Profile.Cost(nanoseconds: start.nanosecondsSince, rowsOut: batch?.mask.count ?? 0), to: MeteredSource.step)
    return batch
  }
}
