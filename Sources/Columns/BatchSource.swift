/// Events as a reader keeps them: raw bytes from which fields that were not demanded can still be read.
public protocol EventBlock: AnyObject, Sendable {
  /// Every field of the given events, as columns with one value per element of `rows`, in the order in which the
  /// fields are first seen. `@rawstring` is among them where there is one. Events may repeat in `rows`.
  func fields(of rows: [UInt32]) throws(SourceError) -> [(name: String, column: Column)]

  /// The bytes of the events, and of all that is held because of them.
  var byteCounts: (events: Int, held: Int) { get }
  /// The number of events.
  var count: Int { get }
}

/// A reader failed in a way that ends the run; bad records and files are counted and named instead.
public struct SourceError: Error, Sendable {
  public var message: String

  public init(_ message: String) {
    self.message = message
  }
}

/// What a reader implements to be queried.
public protocol BatchSource: Sendable {
  /// Begins one pass over the input. Called once per run; cheap.
  func scan(_ request: ScanRequest) -> any Scan
}

/// One pass over the input, shared by all workers.
///
/// Workers call `nextUnit()` from their own threads until it returns `nil`. A unit is a file or a piece of one; units
/// are handed out in input order. A reader that holds records back until all have been seen (to merge the phases of
/// one operation) hands them out as last units, and may let a worker wait until the others have finished theirs.
public protocol Scan: AnyObject, Sendable {
  func nextUnit() throws(SourceError) -> (any ScanUnit)?

  /// What was read so far and what was skipped; final once every unit is finished.
  var report: ScanReport { get }
}

/// A piece of the input that one worker reads to its end.
public protocol ScanUnit: AnyObject {
  /// Its place in input order, from 0 and without gaps in the order of `Scan.nextUnit()`.
  var ordinal: Int { get }

  /// The next rows, at most as many as the request's batch size; `nil` at the end. May return a batch without rows.
  func nextBatch() throws(SourceError) -> Batch?
}

/// What was read, for `--stats`, exit status and messages.
public struct ScanReport: Sendable {
  public var files = 0
  /// Bytes as stored, and after decompression.
  public var bytes = 0
  public var decompressedBytes = 0
  /// Native records, and the events made of them.
  public var records = 0
  public var events = 0
  /// Records that the prefilter proved irrelevant without parsing.
  public var prefiltered = 0
  /// Events that had no time of their own.
  public var withoutTime = 0
  /// Records that could not be read.
  public var skippedRecords = 0
  /// What could not be read, one entry per file and cause; the first entries of each file are named in full.
  public var problems: [Problem] = []

  public init() {}

  /// One thing that could not be read.
  public struct Problem: Sendable, Hashable {
    /// The path as the user gave it, `-` for standard input.
    public var file: String
    /// The number of the record in the file, from 1; `nil` when it is about the file.
    public var record: Int?
    public var message: String
    /// How many records of this file had the same problem.
    public var count: Int

    public init(file: String, record: Int? = nil, message: String, count: Int = 1) {
      self.file = file
      self.record = record
      self.message = message
      self.count = count
    }
  }
}
