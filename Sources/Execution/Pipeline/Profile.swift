public import MartletColumns
import Synchronization

/// What the steps of a query cost while it runs, of all workers together. Thread-safe.
public final class Profile: Sendable {
  /// The cost of one step.
  public struct Cost: Sendable {
    public var nanoseconds: Int64 = 0
    public var rowsIn = 0
    public var rowsOut = 0
  }

  private let costs = Mutex<[Int: Cost]>([:])

  init() {}

  func add(_ cost: Cost, to step: Int) {
    costs.withLock { costs in
      costs[step, default: Cost()].nanoseconds += cost.nanoseconds
      costs[step, default: Cost()].rowsIn += cost.rowsIn
      costs[step, default: Cost()].rowsOut += cost.rowsOut
    }
  }

  /// What a step has cost so far.
  public func cost(of step: Int) -> Cost { costs.withLock { $0[step] ?? Cost() } }
}

extension ContinuousClock.Instant {
  var nanosecondsSince: Int64 {
    let components = (ContinuousClock.now - self).components
    return components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}

/// A stage that tells what it costs: its own time, without that of the stages behind it.
public final class ProfiledStage: StreamStage {
  private let stage: any StreamStage
  private let step: Int
  private let profile: Profile

  public init(_ stage: any StreamStage, step: Int, in context: RunContext) {
    self.stage = stage
    self.step = step
    profile = context.profile
  }

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    let meter = MeteredReceiver(next)
    let start = ContinuousClock.now
    let demand = try stage.process(batch, into: meter)
    profile.add(
      Profile.Cost(
        nanoseconds: start.nanosecondsSince - meter.nanoseconds, rowsIn: batch.mask.count, rowsOut: meter.rows),
      to: step)
    return demand
  }

  public func finish(into next: any BatchReceiver) throws(ExecutionError) {
    let meter = MeteredReceiver(next)
    let start = ContinuousClock.now
    try stage.finish(into: meter)
    profile.add(
      Profile.Cost(nanoseconds: start.nanosecondsSince - meter.nanoseconds, rowsIn: 0, rowsOut: meter.rows), to: step)
  }
}

/// Counts what passes, and the time that the rest takes.
private final class MeteredReceiver: BatchReceiver {
  private let next: any BatchReceiver
  private(set) var nanoseconds: Int64 = 0
  private(set) var rows = 0

  init(_ next: any BatchReceiver) {
    self.next = next
  }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    rows += batch.mask.count
    let start = ContinuousClock.now
    defer { nanoseconds += start.nanosecondsSince }
    return try next.receive(batch)
  }

  func endOfInput() throws(ExecutionError) { try next.endOfInput() }
}

/// The state of an aggregate that tells what it costs.
public final class ProfiledState: AggregateState {
  private let state: any AggregateState
  private let step: Int
  private let profile: Profile

  public init(_ state: any AggregateState, step: Int, in context: RunContext) {
    self.state = state
    self.step = step
    profile = context.profile
  }

  public func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    let start = ContinuousClock.now
    try state.update(batch, groups: groups, groupCount: groupCount)
    profile.add(Profile.Cost(nanoseconds: start.nanosecondsSince, rowsIn: batch.rowCount), to: step)
  }

  public var heldBytes: Int { state.heldBytes }

  public func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    let start = ContinuousClock.now
    defer { profile.add(Profile.Cost(nanoseconds: start.nanosecondsSince), to: step) }
    return try state.exportPartial(groupCount: groupCount)
  }

  public func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    let start = ContinuousClock.now
    defer { profile.add(Profile.Cost(nanoseconds: start.nanosecondsSince), to: step) }
    try state.merge(partial, groups: groups, groupCount: groupCount)
  }

  public func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    let start = ContinuousClock.now
    let output = try state.finish(groupCount: groupCount)
    profile.add(Profile.Cost(nanoseconds: start.nanosecondsSince, rowsOut: output.rows.rowCount), to: step)
    return output
  }
}
