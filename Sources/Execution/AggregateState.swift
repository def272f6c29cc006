public import MartletColumns

/// The running state of one aggregate for every group, indexed by group number.
///
/// Group numbers are dense and only grow. A state belongs to one worker. It travels between workers, and to disk,
/// only as rows (`exportPartial`), so there is one merge path; results must not depend on how rows were dealt out to
/// states, which is why whatever has an order goes by `Batch.positions` or `@timestamp`, and sums are `ExactSums`.
public protocol AggregateState: AnyObject {
  /// Adds rows. Every row of `batch` is alive; row `i` belongs to group `groups[i]`, which is below `groupCount`.
  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError)

  /// An estimate of the bytes that the state holds and has not charged to the memory budget itself; its owner charges
  /// them. Asked after every batch, so it must not count things through.
  var heldBytes: Int { get }

  /// The state as rows, in any encoding that `merge` of the same aggregate reads. The state is not used afterwards.
  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState

  /// Adds an exported state; group `g` of the partial is group `groups[g]` here.
  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError)

  /// The rows each group yields: none, one or several. Groups that never saw a row are asked too. The state is not
  /// used afterwards.
  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows
}

/// Rows of many groups in one batch. Rows of a group stand together and groups ascend.
public struct GroupedRows: Sendable {
  public var rows: Batch
  /// The group of each row.
  public var groups: [UInt32]

  public init(rows: Batch, groups: [UInt32]) {
    precondition(rows.rowCount == groups.count, "every row has a group")
    self.rows = rows
    self.groups = groups
  }

  /// One row for each group, in order.
  public init(onePerGroup rows: Batch) {
    self.init(rows: rows, groups: (0..<UInt32(rows.rowCount)).map { $0 })
  }
}

/// An exported state: its own rows, and the exported states it is built on.
public struct PartialState: Sendable {
  /// What the state keeps, in any columns it likes. Groups need not ascend here.
  public var rows: GroupedRows
  /// The states inside it, each with group numbers of its own making.
  public var parts: [PartialState]

  public init(_ rows: GroupedRows, parts: [PartialState] = []) {
    self.rows = rows
    self.parts = parts
  }

  /// One row for each group, in order.
  public init(onePerGroup rows: Batch) {
    self.init(GroupedRows(onePerGroup: rows))
  }

  /// An estimate of the memory it takes.
  var byteCount: Int {
    parts.reduce(rows.rows.byteCount &+ 4 &* rows.groups.count) { $0 &+ $1.byteCount }
  }
}
