public import MartletColumns

/// What a run has to tell besides its rows.
public struct RunSummary: Sendable {
  public var rows: Int
  /// Limits that bit and values that were cut, in alphabetical order.
  public var warnings: [String]
  public var scan: ScanReport
}
