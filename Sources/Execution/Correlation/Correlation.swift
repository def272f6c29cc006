public import MartletCatalog

/// What `correlate()` looks for: events of several queries that belong together.
public struct Correlation: Sendable {
  /// One of the queries.
  public struct Query: Sendable {
    public var name: String
    public var pipeline: PipelineReference
    /// The fields that must have a value, and the variable each one binds: fields of one variable are equal.
    public var keys: [(field: String, variable: Int)]
    /// The fields to put out, without their query's name.
    public var output: [String]
    /// Whether every field is put out.
    public var outputsAll: Bool

    public init(
      name: String, pipeline: PipelineReference, keys: [(field: String, variable: Int)], output: [String],
      outputsAll: Bool
    ) {
      self.name = name
      self.pipeline = pipeline
      self.keys = keys
      self.output = output
      self.outputsAll = outputsAll
    }
  }

  /// In the order written.
  public var queries: [Query]
  public var variableCount: Int
  /// The query whose events are asked one after the other.
  public var root: Int
  /// Whether events must follow each other in the order of their queries.
  public var isSequence: Bool
  /// Fields that give the order, compared as texts; empty for the time.
  public var order: [String]
  /// How far an event may come before the one it must follow, in milliseconds.
  public var jitter: Int64
  /// The most time between the first and the last event, in milliseconds, inclusive; `nil` for any.
  public var within: Int64?
  /// The most constellations for one event of the root.
  public var mostPerRoot: Int
  /// Whether an event of a query takes part in one constellation only.
  public var usesEventsOnce: Bool

  public init(
    queries: [Query], variableCount: Int, root: Int, isSequence: Bool, order: [String], jitter: Int64, within: Int64?,
    mostPerRoot: Int, usesEventsOnce: Bool
  ) {
    self.queries = queries
    self.variableCount = variableCount
    self.root = root
    self.isSequence = isSequence
    self.order = order
    self.jitter = jitter
    self.within = within
    self.mostPerRoot = mostPerRoot
    self.usesEventsOnce = usesEventsOnce
  }

  /// The fields of the root's event that each row has under their own names.
  public static let rootFields = ["@timestamp", "@timestamp.nanos", "@ingesttimestamp", "@id"]
}
