import MartletCatalog
import MartletColumns
import MartletExecution
import MartletFunctions
import MartletPlanning
import Synchronization

extension Engine {
  /// Runs a search that a function of the query asks for, and keeps its rows in `context`.
  func run(
    _ search: LoweredSearch, of lowered: LoweredPlan, over source: any BatchSource, in context: RunContext,
    options: RunOptions
  ) async throws(ExecutionError) -> ScanReport {
    var options = options
    var context = context
    if let interval = search.function.interval(in: context.environment) {
      options.interval = interval
      context = context.searching(interval)
    }
    let pipeline = search.plan.pipeline
    let input: any BatchSource = try lowered.source(of: pipeline)?.makeSource(in: context) ?? source
    let rows = SearchRows(search, in: context)
    let client = ScanClient(
      lowered.programs[pipeline.index], in: context,
      request: options.request(for: search.plan.demand, in: context.environment)
    ) { (batch) throws(ExecutionError) in try rows.add(batch) }
    let report = try await Driver(client).run(over: input, workers: options.workers)
    context.searches.set(rows.united(), of: pipeline, name: search.function.tableName)
    return report
  }
}

/// Gathers the rows of a search, up to the limit of its function and within the memory budget.
private final class SearchRows: Sendable {
  private struct State {
    var batches: [Batch] = []
    var count = 0
  }

  private let search: LoweredSearch
  private let context: RunContext
  private let limit: (count: Int, warning: String)?
  private let state = Mutex(State())

  init(_ search: LoweredSearch, in context: RunContext) {
    self.search = search
    self.context = context
    limit = search.function.limit(in: context)
  }

  func add(_ batch: Batch) throws(ExecutionError) -> Demand {
    var rows =
      switch search.plan.fields {
      case .all: batch.asResult()
      case .only(let fields): batch.compacted(keeping: fields)
      }
    let before = state.withLock { $0.count }
    var demand = Demand.more
    if let limit, before + rows.rowCount > limit.count {
      rows = rows.gather((0..<UInt32(limit.count - before)).map { $0 })
      context.warnings.add(limit.warning)
      demand = .finished
    }
    if rows.rowCount == 0 { return demand }
    // They stand there twice while they are put together.
    try context.searches.charge(2 * rows.byteCount, for: search.plan.call.name)
    let kept = rows
    state.withLock { state in
      state.batches.append(kept)
      state.count += kept.rowCount
    }
    return demand
  }

  func united() -> Batch {
    let batches = state.withLock { $0.batches }
    return Batch.concatenating(batches.isEmpty ? [Batch(rowCount: 0)] : batches)
  }
}

extension ScanReport {
  /// Adds a pass over the input: what could not be read is named once.
  mutating func add(_ pass: ScanReport) {
    add(problemsOf: pass)
  }

  /// Takes over the problems of another pass over the same input that this one has not met.
  mutating func add(problemsOf other: ScanReport) {
    skippedRecords = max(skippedRecords, other.skippedRecords)
    problems += other.problems.filter { !problems.contains($0) }
  }
}
