public import MartletColumns
public import MartletExecution

/// One of several queries that run together.
public struct QueryRun: Sendable {
  public var query: CompiledQuery
  /// How native records become events; `nil` for what the query's leading filters ask for.
  public var view: ScanRequest.View?
  /// Gets the result rows of the query, as `Engine.run` says.
  public var receiver: ResultReceiver

  public init(_ query: CompiledQuery, view: ScanRequest.View? = nil, receiver: @escaping ResultReceiver) {
    self.query = query
    self.view = view
    self.receiver = receiver
  }
}

/// What came of queries that ran together.
public struct SharedRunSummary: Sendable {
  /// One for each query, in their order.
  public var summaries: [RunSummary] = []
  /// The passes over the input, those for the searches of single queries left out.
  public var passes: [Pass] = []

  /// The last pass, with what could not be read in any of them.
  public var scan: ScanReport {
    var scan = passes.last?.scan ?? ScanReport()
    for pass in passes.dropLast() { scan.add(problemsOf: pass.scan) }
    return scan
  }

  /// One pass over the input.
  public struct Pass: Sendable {
    public var view: ScanRequest.View
    /// The queries it was for, by their place.
    public var queries: [Int]
    /// Those among them that see every row: no condition on single fields tells which rows count for them.
    public var seesEveryRow: [Int]
    public var scan: ScanReport
  }
}
