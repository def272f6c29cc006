public import MartletColumns

/// How the records of the input are recognised.
public enum InputFormat: String, Sendable, CaseIterable {
  /// Each record by itself: native records, flat JSON, CSV and text.
  case auto
  /// AWS CloudTrail records in any of their envelopes.
  case cloudtrail
  /// Azure Activity Log records.
  case azure
  /// GCP Cloud Audit Logs entries.
  case gcp
  /// One JSON object after the other; every other line is unreadable.
  case ndjson
  /// Comma-separated values with a header line.
  case csv
  /// Every line is an event with a `@rawstring`.
  case text
}

/// Events from files, folders and standard input.
///
/// Folders are read recursively, files in the order of their paths; `-` is standard input. Compressed files are
/// recognised by their first bytes, records by what they hold, so names mean nothing except `.csv` and the folders of
/// the CloudTrail delivery layout.
public struct FileSource: BatchSource {
  public var paths: [String]
  public var format: InputFormat
  public var limits: ReadLimits
  let standardInput: StandardInput

  /// - Parameter keepsStandardInput: whether several passes may read standard input; it is then copied to a temporary
  ///   file. A pass over a pipe that was read to its end before finds nothing.
  public init(
    paths: [String], format: InputFormat = .auto, limits: ReadLimits = ReadLimits(), keepsStandardInput: Bool = false
  ) {
    self.paths = paths
    self.format = format
    self.limits = limits
    standardInput = StandardInput(isKept: keepsStandardInput)
  }

  public func scan(_ request: ScanRequest) -> any Scan {
    FileScan(self, request)
  }
}

/// The bounds on what a reader holds in memory.
public struct ReadLimits: Sendable {
  /// Bytes held of one input at a time.
  public var window = 2 << 20
  /// Bytes read or decompressed before they are looked at: few enough to be in the processor's cache still.
  public var stride = 256 << 10
  /// The size of the pieces of a large file that workers share.
  public var piece = 16 << 20
  /// A record longer than this is skipped.
  public var record = 16 << 20
  /// What stands compressed inside a record is read if its content is at most so long.
  public var inflated = 32 << 20
  /// Records that wait for other phases of their operations beyond this go to a temporary file.
  public var phases = 64 << 20

  public init() {}
}
