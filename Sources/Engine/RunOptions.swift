public import MartletColumns
import MartletExecution
import MartletPlanning

/// How a query is run.
public struct RunOptions: Sendable {
  /// How many workers read and compute side by side.
  public var workers: Int
  public var batchSize: Int
  /// The events to look at, by `@timestamp` in epoch milliseconds; `nil` for all.
  public var interval: Range<Int64>?
  /// How native records become events; `nil` for what the query's leading filters ask for.
  public var view: ScanRequest.View?
  /// Whether records may be skipped unread when they lack what every wanted event has.
  public var usesPrefilter: Bool
  /// Whether queries that run together share passes over the input. Changes no result.
  public var sharesPasses = true
  /// Whether queries that share a pass see only the rows that may count for them. Changes no result.
  public var usesPredicateIndex = true

  public init(
    workers: Int = 1, batchSize: Int = 2048, interval: Range<Int64>? = nil, view: ScanRequest.View? = nil,
    usesPrefilter: Bool = true
  ) {
    self.workers = workers
    self.batchSize = batchSize
    self.interval = interval
    self.view = view
    self.usesPrefilter = usesPrefilter
  }

  /// What the reader is asked for.
  func request(for demand: PlanDemand, in environment: QueryEnvironment) -> ScanRequest {
    var fields = demand.fields
    if interval != nil || environment.appliesLimits, !fields.contains("@timestamp") { fields.append("@timestamp") }
    return ScanRequest(
      view: view ?? ScanRequest.View(demand.view),
      fields: fields,
      needsEvents: demand.needsEvents,
      needsIdentity: true,
      prefilter: usesPrefilter ? demand.prefilter.map(Prefilter.init) : nil,
      interval: interval,
      now: environment.now,
      batchSize: batchSize)
  }
}

extension ScanRequest.View {
  init(_ view: PlanDemand.View) {
    switch view {
    case .records: self = .records
    case .resources: self = .resources
    case .native: self = .native
    }
  }
}
