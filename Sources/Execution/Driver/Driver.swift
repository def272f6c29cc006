public import MartletColumns

/// Runs one query or several over one pass of a source, on one or several workers.
///
/// Workers are the children of one task group; each builds its stages and states inside its own task, so nothing of
/// them is shared. Rows come out the same, and in the same order, whatever the number of workers, and whether a query
/// runs alone or with others.
public struct Driver: Sendable {
  private let clients: [ScanClient]
  private let index: PredicateIndex?

  /// - Parameters:
  ///   - clients: the queries; all ask for the same view.
  ///   - usesIndex: whether queries see only the rows that may count for them. Changes no result.
  public init(_ clients: [ScanClient], usesIndex: Bool = true) {
    self.clients = clients
    index = clients.count > 1 && usesIndex ? PredicateIndex(clients.map(\.condition)) : nil
  }

  public init(_ client: ScanClient) {
    self.init([client])
  }

  /// The queries that see every row: nothing about single fields decides what counts for them.
  public var seesEveryRow: [Int] { index?.unindexed ?? Array(clients.indices) }

  /// Reads `source` to its end, or until no query wants more.
  public func run(over source: any BatchSource, workers: Int) async throws(ExecutionError) -> ScanReport {
    guard let first = clients.first else { return ScanReport() }
    let request = clients.count == 1 ? first.request : ScanRequest.uniting(clients.map(\.request))
    let scan = source.scan(request)
    let run = SharedRun(clients, index: index, over: scan)
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
    try run.output.pass(worker.rest)
    for (number, state) in worker.states.enumerated() {
      if let state { try passRows(of: state, number, run) }
    }
  }

  /// What the workers leave behind, in their order.
  private func results(of workers: Int, _ run: SharedRun) async throws(ExecutionError) -> [Worker.Result] {
    let outcomes = await withTaskGroup(of: (Int, Result<Worker.Result, ExecutionError>).self) { group in
      for index in 0..<workers {
        group.addTask { (index, Self.work(run)) }
      }
      let nothing = Worker.Result(states: [], rows: [])
      var outcomes = [Result<Worker.Result, ExecutionError>](repeating: .success(nothing), count: workers)
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
      return .success(run.stop.isSet ? Worker.Result(states: [], rows: []) : try worker.result())
    } catch {
      run.stop.set()
      run.turnstile.open()
      run.output.open()
      return .failure(error)
    }
  }

  private func finish(_ results: [Worker.Result], _ run: SharedRun) throws(ExecutionError) {
    for result in results { try run.output.pass(result.rows) }
    var results = results
    for (number, client) in clients.enumerated() {
      guard let first = client.program.folds.first else { continue }
      let fold = try FoldSink(first, in: client.context)
      for index in results.indices where number < results[index].states.count {
        guard let partial = results[index].states[number] else { continue }
        results[index].states[number] = nil
        try fold.merge(partial.state)
        client.context.environment.memoryBudget.release(partial.bytes)
      }
      try passRows(of: fold.state, number, run)
    }
  }

  private func passRows(of state: any AggregateState, _ number: Int, _ run: SharedRun) throws(ExecutionError) {
    let rest = FoldedRest(clients[number].program.folds, in: clients[number].context)
    try rest.run(state, into: ResultSink(run.output, client: number))
  }
}

/// The end of a program with an aggregate.
private final class ResultSink: BatchReceiver {
  private let output: OrderedOutput
  private let client: Int

  init(_ output: OrderedOutput, client: Int) {
    self.output = output
    self.client = client
  }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    try output.pass([OutputRows(client: client, batch: batch)])
    return output.isFinished(client) ? .finished : .more
  }

  func endOfInput() throws(ExecutionError) {}
}
