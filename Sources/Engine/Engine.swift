public import MartletCatalog
public import MartletColumns
public import MartletDiagnostics
public import MartletExecution
import MartletFunctions
import MartletPlanning

/// Compiles and runs queries: the facade of the library.
///
///     let engine = Engine()
///     let query = engine.compile("status >= 500 | groupBy(host)")
///     for diagnostic in query.diagnostics { … }
///     let summary = try await engine.run(query, over: source, in: QueryEnvironment(now: now)) { rows in
///       …
///       return .more
///     }
public struct Engine: Sendable {
  public let functions: FunctionRegistry

  /// An engine with the functions that are built in.
  public init() {
    self.init(functions: FunctionRegistry(BuiltIn.all))
  }

  public init(functions: FunctionRegistry) {
    self.functions = functions
  }

  /// Reads and plans a query. Never fails: what is wrong is among the diagnostics of the result.
  public func compile(_ text: String, options: CompileOptions = CompileOptions()) -> CompiledQuery {
    compile(SourceText(text), options: options)
  }

  public func compile(_ source: SourceText, options: CompileOptions = CompileOptions()) -> CompiledQuery {
    let planned = Planner.plan(source, registry: functions, options: options.planOptions)
    guard let plan = planned.plan else {
      return CompiledQuery(source: source, diagnostics: planned.diagnostics, plan: nil, lowered: nil)
    }
    var lowering = Lowering(
      plan, registry: functions, optimizes: options.optimizes, isProfiled: options.isProfiled)
    let lowered = lowering.lowered()
    return CompiledQuery(
      source: source, diagnostics: planned.diagnostics + lowering.diagnostics, plan: plan, lowered: lowered)
  }

  /// Runs a query over a source.
  ///
  /// `receiver` gets the result rows: every row of a batch is alive, its fields are whole and in order, and nothing
  /// hidden is among them. It is never called twice at the same time, but from any thread; `.finished` ends the run.
  ///
  /// - Precondition: the query has compiled without an error.
  @discardableResult
  public func run(
    _ query: CompiledQuery, over source: any BatchSource, in environment: QueryEnvironment,
    options: RunOptions = RunOptions(), receiver: @escaping ResultReceiver
  ) async throws(ExecutionError) -> RunSummary {
    guard let plan = query.plan, let lowered = query.lowered else {
      preconditionFailure("only a query without errors can be run")
    }
    var (environment, options) = (environment, options)
    for setting in lowered.settings { try setting.apply(to: &environment, &options.interval) }
    environment.parameters.merge(lowered.parameters) { given, _ in given }
    let context = RunContext(environment: environment, blocks: lowered)
    var searched = ScanReport()
    for search in lowered.searches {
      searched.add(try await run(search, of: lowered, over: source, in: context, options: options))
    }
    let rows = RowCounter()
    var input: any BatchSource = try lowered.source()?.makeSource(in: context) ?? source
    let isProfiled = !lowered.profiledSteps.isEmpty
    if isProfiled { input = MeteredSource(input, in: context) }
    let hasTail = environment.appliesLimits && lowered.profile == nil
    let program = hasTail ? ImplicitTail.appended(to: lowered.program) : lowered.program
    var report = try await Driver(program, in: context).run(
      over: input, request: options.request(for: plan.demand, in: environment), interval: options.interval,
      workers: options.workers
    ) { (batch) throws(ExecutionError) in
      let result = batch.asResult()
      if result.rowCount == 0 || lowered.profile != nil { return .more }
      rows.add(result.rowCount)
      return try receiver(result)
    }
    report.add(problemsOf: searched)
    let profile = lowered.profiledSteps.enumerated().map { RunSummary.StepCost($1, context.profile.cost(of: $0 + 1)) }
    if lowered.profile != nil {
      rows.add(profile.count)
      _ = try receiver(profile.table)
    }
    var summary = RunSummary(rows: rows.count, warnings: context.warnings.all, scan: report, profile: profile)
    if isProfiled { summary.reading = RunSummary.StepCost("read", context.profile.cost(of: MeteredSource.step)) }
    return summary
  }
}
