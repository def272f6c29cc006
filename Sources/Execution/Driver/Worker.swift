import MartletColumns
import Synchronization

/// What the workers of a run share.
struct SharedRun: Sendable {
  let clients: [ScanClient]
  /// Which queries see which rows; `nil` when there is nothing to tell apart.
  let index: PredicateIndex?
  let scan: any Scan
  /// The identities that each query has seen.
  let seen: [IdentitySet]
  let turnstile = Turnstile()
  let output: OrderedOutput
  let stop = StopSignal()

  init(_ clients: [ScanClient], index: PredicateIndex?, over scan: any Scan) {
    self.clients = clients
    self.index = index
    self.scan = scan
    seen = clients.map { IdentitySet(budget: $0.context.environment.memoryBudget) }
    output = OrderedOutput(clients.map(\.receiver))
  }
}

/// Tells workers that the run has failed, or that a query wants no more.
final class StopSignal: Sendable {
  private let isRaised = Atomic<Bool>(false)

  var isSet: Bool { isRaised.load(ordering: .relaxed) }

  func set() { isRaised.store(true, ordering: .relaxed) }
}

/// One worker: a lane of its own for each query, fed with units until there are no more.
final class Worker {
  private let run: SharedRun
  private let output: UnitOutput
  private let lanes: [Lane]
  private var sorter: RowSorter?
  /// The lanes that see every row.
  private let seesAll: [Int]
  /// The lanes that have seen rows of the current unit.
  private var lanesInUnit: [Int] = []

  init(_ run: SharedRun) throws(ExecutionError) {
    self.run = run
    output = UnitOutput(run.output)
    let held = HeldRows()
    var lanes: [Lane] = []
    for number in run.clients.indices { lanes.append(try Lane(number, of: run, output: output, held: held)) }
    self.lanes = lanes
    sorter = run.index.map { RowSorter($0) }
    seesAll = run.index?.unindexed ?? Array(lanes.indices)
  }

  /// What a worker leaves behind: the state of each lane that has one, and the rows that stages held back until the
  /// end.
  struct Result: Sendable {
    var states: [Partial?]
    var rows: [OutputRows]
  }

  /// A state on its way, with what it takes beside the states until it was merged.
  struct Partial: Sendable {
    var state: PartialState
    var bytes: Int
  }

  /// Reads units until there are no more.
  func work() throws(ExecutionError) {
    while !run.stop.isSet, !run.output.isFinished, let unit = try nextUnit() {
      output.beginUnit(unit.ordinal)
      try read(unit)
      try endUnit(unit.ordinal)
    }
    if run.stop.isSet { return }
    for lane in lanes { try lane.endOfInput() }
  }

  func result() throws(ExecutionError) -> Result {
    var states: [Partial?] = []
    for (lane, client) in zip(lanes, run.clients) {
      guard let state = lane.state, let first = client.program.folds.first else {
        states.append(nil)
        continue
      }
      let partial = try state.exportPartial(groupCount: 1)
      let bytes = partial.byteCount
      try client.context.environment.memoryBudget.charge(bytes, for: first.owner)
      states.append(Partial(state: partial, bytes: bytes))
    }
    return Result(states: states, rows: rest)
  }

  /// The states themselves, for a run with one worker, which need not travel.
  var states: [(any AggregateState)?] { lanes.map(\.state) }

  var rest: [OutputRows] { output.takeKept() }

  private func nextUnit() throws(ExecutionError) -> (any ScanUnit)? {
    do throws(SourceError) {
      return try run.scan.nextUnit()
    } catch {
      throw .source(error.message)
    }
  }

  private func read(_ unit: any ScanUnit) throws(ExecutionError) {
    while !run.stop.isSet, lanes.contains(where: { !$0.isFinished }) {
      if Task.isCancelled { throw .cancelled }
      let batch: Batch?
      do throws(SourceError) {
        batch = try unit.nextBatch()
      } catch {
        throw .source(error.message)
      }
      guard let batch else { return }
      if !batch.mask.isEmpty { try deal(batch, unit.ordinal) }
    }
  }

  /// Gives every query the rows that may count for it.
  private func deal(_ batch: Batch, _ ordinal: Int) throws(ExecutionError) {
    for number in seesAll { try pass(batch, to: number, ordinal) }
    sorter?.sort(batch)
    for number in sorter?.queries ?? [] where !lanes[number].isFinished {
      var share = batch
      if let sorter { share.mask = sorter.rows(of: number) }
      try pass(share, to: number, ordinal)
    }
  }

  private func pass(_ batch: Batch, to number: Int, _ ordinal: Int) throws(ExecutionError) {
    let lane = lanes[number]
    if !lane.isInUnit {
      lane.beginUnit(ordinal)
      lanesInUnit.append(number)
    }
    try lane.receive(batch)
  }

  /// Compares what lanes hold for duplicates, lets the next unit in, and passes the rest on.
  private func endUnit(_ ordinal: Int) throws(ExecutionError) {
    let holding = lanesInUnit.filter { lanes[$0].isHolding }
    if !holding.isEmpty {
      run.turnstile.wait(for: ordinal)
      for number in holding { try lanes[number].compareHeld() }
    }
    run.turnstile.end(ordinal)
    for number in holding { try lanes[number].passCompared() }
    for number in lanesInUnit { lanes[number].isInUnit = false }
    lanesInUnit.removeAll(keepingCapacity: true)
    try output.endUnit()
  }
}
