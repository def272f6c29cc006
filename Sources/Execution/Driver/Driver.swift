public import MartletColumns

/// Runs a program over a source, on one or several workers.
///
/// Workers are the children of one task group; each builds its stages and states inside its own task, so nothing of
/// them is shared. Rows come out the same, and in the same order, whatever the number of workers.
public struct Driver: Sendable {
  private let program: Program
  private let context: RunContext

  public init(_ program: Program, in context: RunContext) {
    self.program = program
    self.context = context
  }

  /// Reads `source` to its end, or until `receiver` wants no more.
  ///
  /// - Parameters:
  ///   - interval: the events to look at, by `@timestamp`; `nil` for all.
  ///   - workers: how many work side by side.
  ///   - receiver: gets the result rows.
  public func run(
    over source: any BatchSource, request: ScanRequest, interval: Range<Int64>? = nil, workers: Int,
    receiver: @escaping ResultReceiver
  ) async throws(ExecutionError) -> ScanReport {
    let scan = source.scan(request)
    let run = SharedRun(
      program: program, scan: scan, context: context, interval: interval,
      seen: IdentitySet(budget: context.environment.memoryBudget), output: OrderedOutput(receiver))
    if workers <= 1 {
      try runAlone(run)
    } else {
      try finish(try await results(of: workers, run), run)
    }
    return scan.report
  }

  private func runAlone(_ run: SharedRun) throws(ExecutionError) {
    let worker = try Worker(run)
    try worker.work()
    if let state = worker.state {
      try passRows(of: state, run)
    } else {
      try run.output.pass(worker.rest)
    }
  }

  /// What the workers leave behind, in their order.
  private func results(of workers: Int, _ run: SharedRun) async throws(ExecutionError) -> [Worker.Result] {
    let outcomes = await withTaskGroup(of: (Int, Result<Worker.Result, ExecutionError>).self) { group in
      for index in 0..<workers {
        group.addTask { (index, Self.work(run)) }
      }
      var outcomes = [Result<Worker.Result, ExecutionError>](repeating: .success(.rows([])), count: workers)
      for await (index, outcome) in group { outcomes[index] = outcome }
      return outcomes
    }
    var results: [Worker.Result] = []
    for outcome in outcomes {
      results.append(try outcome.get())
    }
    return results
  }

  private static func work(_ run: SharedRun) -> Result<Worker.Result, ExecutionError> {
    do throws(ExecutionError) {
      let worker = try Worker(run)
      try worker.work()
      return .success(run.stop.isSet ? .rows([]) : try worker.result())
    } catch {
      run.stop.set()
      run.turnstile.open()
      run.output.open()
      return .failure(error)
    }
  }

  private func finish(_ results: [Worker.Result], _ run: SharedRun) throws(ExecutionError) {
    guard let first = program.folds.first else {
      for case .rows(let rows) in results { try run.output.pass(rows) }
      return
    }
    let fold = try FoldSink(first, in: context)
    var results = results
    for index in results.indices {
      guard case .state(let partial, let bytes) = results[index] else { continue }
      results[index] = .rows([])
      try fold.merge(partial)
      context.environment.memoryBudget.release(bytes)
    }
    try passRows(of: fold.state, run)
  }

  private func passRows(of state: any AggregateState, _ run: SharedRun) throws(ExecutionError) {
    try FoldedRest(program.folds, in: context).run(state, into: ResultSink(run.output))
  }
}

/// The end of a program with an aggregate.
private final class ResultSink: BatchReceiver {
  private let output: OrderedOutput

  init(_ output: OrderedOutput) {
    self.output = output
  }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    try output.pass([batch])
    return output.isFinished ? .finished : .more
  }

  func endOfInput() throws(ExecutionError) {}
}
