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
      plan, registry: functions, parameters: options.parameters, optimizes: options.optimizes, isProfiled: options.isProfiled)
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
    let run = QueryRun(query, view: options.view, receiver: receiver)
    return try await self.run([run], over: source, in: environment, options: options).summaries[0]
  }
}
