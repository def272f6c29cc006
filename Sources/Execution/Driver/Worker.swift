import MartletColumns
import Synchronization

/// What the workers of a run share.
struct SharedRun: Sendable {
  let program: Program
  let scan: any Scan
  let context: RunContext
  let interval: Range<Int64>?
  let seen: IdentitySet
  let turnstile = Turnstile()
  let output: OrderedOutput
  let stop = StopSignal()
}

/// Tells workers that the run has failed.
final class StopSignal: Sendable {
  private let isRaised = Atomic<Bool>(false)

  var isSet: Bool { isRaised.load(ordering: .relaxed) }

  func set() { isRaised.store(true, ordering: .relaxed) }
}

/// One worker: its own stages and state, fed with units until there are no more.
final class Worker {
  private let run: SharedRun
  private let fold: FoldSink?
  private let sink: OrderedOutputSink?
  private let duplicates: DuplicateFilter
  private let entry: any BatchReceiver

  init(_ run: SharedRun) throws(ExecutionError) {
    self.run = run
    let end: any BatchReceiver
    if let first = run.program.folds.first {
      let fold = try FoldSink(first, in: run.context)
      self.fold = fold
      sink = nil
      end = fold
    } else {
      let sink = OrderedOutputSink(run.output)
      self.sink = sink
      fold = nil
      end = sink
    }
    let stages = try run.program.stages.linked(into: end, in: run.context)
    duplicates = DuplicateFilter(run.seen, run.turnstile, into: stages)
    let leading = try run.program.leading.linked(into: duplicates, in: run.context)
    entry = run.interval.map { IntervalFilter($0, into: leading) } ?? leading
  }

  /// What a worker leaves behind: its state, or the rows its stages held back until the end.
  enum Result: Sendable {
    case state(PartialState, bytes: Int)
    case rows([Batch])
  }

  /// Reads units until there are no more.
  func work() throws(ExecutionError) {
    while !run.stop.isSet, !run.output.isFinished, let unit = try nextUnit() {
      duplicates.beginUnit(unit.ordinal)
      sink?.beginUnit(unit.ordinal)
      try read(unit)
      try duplicates.endUnit()
      try sink?.endUnit()
    }
    if !run.stop.isSet { try entry.endOfInput() }
  }

  func result() throws(ExecutionError) -> Result {
    if let fold, let first = run.program.folds.first {
      let partial = try fold.state.exportPartial(groupCount: 1)
      // It lives until it was merged, beside the states.
      let bytes = partial.byteCount
      try run.context.environment.memoryBudget.charge(bytes, for: first.owner)
      return .state(partial, bytes: bytes)
    }
    return .rows(sink?.takeKept() ?? [])
  }

  /// The state itself, for a run with one worker, which need not travel.
  var state: (any AggregateState)? { fold?.state }

  var rest: [Batch] { sink?.takeKept() ?? [] }

  private func nextUnit() throws(ExecutionError) -> (any ScanUnit)? {
    do throws(SourceError) {
      return try run.scan.nextUnit()
    } catch {
      throw .source(error.message)
    }
  }

  private func read(_ unit: any ScanUnit) throws(ExecutionError) {
    var demand = Demand.more
    while demand == .more, !run.stop.isSet {
      if Task.isCancelled { throw .cancelled }
      let batch: Batch?
      do throws(SourceError) {
        batch = try unit.nextBatch()
      } catch {
        throw .source(error.message)
      }
      guard let batch else { return }
      if !batch.mask.isEmpty { demand = try entry.receive(batch) }
    }
  }
}
