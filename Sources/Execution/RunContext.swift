public import MartletCatalog
public import MartletColumns

/// What functions may use while a query runs. Shared by all workers; everything in it is thread-safe.
public final class RunContext: Sendable {
  public let environment: QueryEnvironment
  public let warnings: WarningLog
  /// The blocks, expressions and aggregates that arguments refer to.
  public let blocks: any LoweredBlocks
  /// What the searches among the arguments have found.
  public let searches: SearchResults
  /// What the steps of a profiled query cost.
  public let profile: Profile

  public init(environment: QueryEnvironment, warnings: WarningLog = WarningLog(), blocks: any LoweredBlocks) {
    self.environment = environment
    self.warnings = warnings
    self.blocks = blocks
    searches = SearchResults(budget: environment.memoryBudget)
    profile = Profile()
  }

  private init(_ other: RunContext, environment: QueryEnvironment) {
    self.environment = environment
    (warnings, blocks, searches, profile) = (other.warnings, other.blocks, other.searches, other.profile)
  }

  /// The same run for a search of its own over an interval, which is what `start()` and `end()` give there.
  public func searching(_ interval: Range<Int64>) -> RunContext {
    var environment = environment
    environment.start = max(interval.lowerBound, 0)
    environment.hasStart = interval.lowerBound > .min
    environment.end = interval.upperBound
    return RunContext(self, environment: environment)
  }

  /// The value of an expression argument in every living row; `nil` when no row has one.
  public func value(of expression: ExpressionReference, in batch: Batch) throws(ExecutionError) -> Column? {
    try blocks.value(of: expression, in: batch, context: self)
  }

  /// Fresh state for one aggregate argument.
  public func makeState(of aggregate: AggregateReference) throws(ExecutionError) -> any AggregateState {
    try blocks.makeState(of: aggregate, context: self)
  }

  /// Fresh state for several aggregate arguments, combined by the rules of `stats()`.
  public func makeState(of aggregates: Aggregates) throws(ExecutionError) -> any AggregateState {
    try blocks.makeState(of: aggregates, context: self)
  }

  /// Fresh stages of a block, which pass what they emit to `receiver`.
  public func makeStages(of block: PipelineReference, into receiver: any BatchReceiver) throws(ExecutionError)
    -> any BatchReceiver
  {
    try blocks.makeStages(of: block, into: receiver, context: self)
  }

  /// The rows of the batch that pass a block made of filters (as `Block` arguments of filter functions are).
  public func narrow(_ batch: inout Batch, by block: PipelineReference) throws(ExecutionError) {
    try blocks.narrow(&batch, by: block, context: self)
  }
}

/// The lowered blocks of a plan: what turns references among arguments into running code. Implemented by the engine.
public protocol LoweredBlocks: Sendable {
  /// Whether they are the script of a parser, in which free text looks at the events as they are at its step.
  var isParser: Bool { get }
  func value(of expression: ExpressionReference, in batch: Batch, context: RunContext) throws(ExecutionError) -> Column?
  func makeState(of aggregate: AggregateReference, context: RunContext) throws(ExecutionError) -> any AggregateState
  func makeState(of aggregates: Aggregates, context: RunContext) throws(ExecutionError) -> any AggregateState
  func makeStages(of block: PipelineReference, into receiver: any BatchReceiver, context: RunContext)
    throws(ExecutionError) -> any BatchReceiver
  func narrow(_ batch: inout Batch, by block: PipelineReference, context: RunContext) throws(ExecutionError)
}
