public import MartletColumns
public import MartletExecution
import MartletPlanning

extension Engine {
  /// Runs several queries over one source, in as few passes as they allow: one for each view.
  ///
  /// Each gives the rows it gives when it runs alone. Queries that search the input before they read it, and those that
  /// make their own events, run by themselves. No receiver is called while another one of the same pass is.
  ///
  /// - Parameter options: the view of each query is in its `QueryRun`.
  /// - Precondition: the queries have compiled without an error.
  @discardableResult
  public func run(
    _ queries: [QueryRun], over source: any BatchSource, in environment: QueryEnvironment,
    options: RunOptions = RunOptions()
  ) async throws(ExecutionError) -> SharedRunSummary {
    var prepared: [PreparedQuery] = []
    for query in queries { prepared.append(try PreparedQuery(query, in: environment, options: options)) }
    var result = SharedRunSummary()
    var summaries = [RunSummary?](repeating: nil, count: queries.count)
    for group in options.sharesPasses ? PreparedQuery.groups(prepared) : prepared.indices.map({ [$0] }) {
      let pass = try await run(group, of: prepared, over: source, options)
      for number in group { summaries[number] = try prepared[number].summary(of: pass.scan) }
      result.passes.append(pass)
    }
    result.summaries = summaries.compactMap { $0 }
    return result
  }

  /// One pass, for the queries of a group.
  private func run(
    _ group: [Int], of prepared: [PreparedQuery], over source: any BatchSource, _ options: RunOptions
  ) async throws(ExecutionError) -> SharedRunSummary.Pass {
    let first = prepared[group[0]]
    var searched = ScanReport()
    for search in first.lowered.searches {
      let report = try await run(search, of: first.lowered, over: source, in: first.context, options: first.options)
      searched.add(report)
    }
    let driver = Driver(group.map { prepared[$0].client }, usesIndex: options.usesPredicateIndex)
    var input: any BatchSource = try first.lowered.source()?.makeSource(in: first.context) ?? source
    if first.isProfiled { input = MeteredSource(input, in: first.context) }
    var scan = try await driver.run(over: input, workers: options.workers)
    scan.add(problemsOf: searched)
    return SharedRunSummary.Pass(
      view: first.request.view, queries: group, seesEveryRow: driver.seesEveryRow.map { group[$0] }, scan: scan)
  }
}

/// A query with the world it runs in.
struct PreparedQuery: Sendable {
  let lowered: LoweredPlan
  let context: RunContext
  let options: RunOptions
  let request: ScanRequest
  private let rows = RowCounter()
  private let receiver: ResultReceiver

  init(_ run: QueryRun, in environment: QueryEnvironment, options: RunOptions) throws(ExecutionError) {
    guard let plan = run.query.plan, let lowered = run.query.lowered else {
      preconditionFailure("only a query without errors can be run")
    }
    var (environment, options) = (environment, options)
    options.view = run.view
    for setting in lowered.settings { try setting.apply(to: &environment, &options.interval) }
    environment.parameters.merge(lowered.parameters) { given, _ in given }
    self.lowered = lowered
    self.options = options
    context = RunContext(environment: environment, blocks: lowered)
    request = options.request(for: plan.demand, in: environment)
    receiver = run.receiver
  }

  /// The queries that may share a pass, each group in order.
  static func groups(_ queries: [PreparedQuery]) -> [[Int]] {
    var groups: [[Int]] = []
    var groupOfKey: [Key: Int] = [:]
    for (number, query) in queries.enumerated() {
      let key = Key(query.request)
      if query.runsAlone {
        groups.append([number])
      } else if let group = groupOfKey[key] {
        groups[group].append(number)
      } else {
        groupOfKey[key] = groups.count
        groups.append([number])
      }
    }
    return groups
  }

  /// What queries of one pass have in common.
  private struct Key: Hashable {
    let view: ScanRequest.View
    let interval: Range<Int64>?
    let now: Int64

    init(_ request: ScanRequest) {
      view = request.view
      interval = request.interval
      now = request.now
    }
  }

  /// Tables of searches are held while their query runs, a query that makes its events has an input of its own, and what
  /// reading costs is told of one query.
  private var runsAlone: Bool { !lowered.searches.isEmpty || lowered.source() != nil || isProfiled }

  /// Whether the run tells what each step, and reading, cost.
  var isProfiled: Bool { !lowered.profiledSteps.isEmpty }

  var client: ScanClient {
    let hasTail = context.environment.appliesLimits && lowered.profile == nil
    let program = hasTail ? ImplicitTail.appended(to: lowered.program) : lowered.program
    return ScanClient(program, in: context, request: request, condition: lowered.inputCondition) {
      [rows, lowered, receiver] (batch) throws(ExecutionError) in
      let result = batch.asResult()
      if result.rowCount == 0 || lowered.profile != nil { return .more }
      rows.add(result.rowCount)
      return try receiver(result)
    }
  }

  /// What the run has to tell, once it has ended. A query that asks for its own profile gives its rows now.
  func summary(of scan: ScanReport) throws(ExecutionError) -> RunSummary {
    let profile = lowered.profiledSteps.enumerated().map { RunSummary.StepCost($1, context.profile.cost(of: $0 + 1)) }
    if lowered.profile != nil {
      rows.add(profile.count)
      _ = try receiver(profile.table)
    }
    var summary = RunSummary(rows: rows.count, warnings: context.warnings.all, scan: scan, profile: profile)
    if isProfiled { summary.reading = RunSummary.StepCost("read", context.profile.cost(of: MeteredSource.step)) }
    return summary
  }
}
