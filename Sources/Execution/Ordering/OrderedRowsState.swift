public import MartletColumns

/// Keeps rows whole, in an order, and at most a number of them per group: the state of `sort`, `head`, `tail` and
/// `table`.
///
/// Rows that cannot come out any more are dropped as soon as that is known, and only rows that are kept for a while
/// are filled in from their events.
public final class OrderedRowsState: AggregateState {
  private var order: RowOrder
  private let limit: Int?
  private let limitWarning: String?
  private let fields: [String]?
  private let context: RunContext

  /// Rows not yet compared with each other; every row of them is alive.
  private var pending: [Batch] = []
  private var pendingGroups: [[UInt32]] = []
  private var pendingRows = 0
  /// Whether the pending rows are in the order they will have, group by group.
  private var isPruned = false
  /// The rows the last pruning left; the next one waits until there are twice as many.
  private var prunedRows = 0
  private var arrivals: UInt64 = 0
  private let charge: MemoryCharge
  /// For the only group: the last row that comes out as things stand.
  private var threshold: (keys: SortKeys, row: Int)?

  /// - Parameters:
  ///   - limit: the rows kept per group; `nil` for all.
  ///   - limitWarning: what to warn of when the limit cuts; `nil` when the user asked for it.
  ///   - fields: the fields of the output, in order; `nil` for whole events.
  public init(
    _ order: RowOrder, limit: Int?, limitWarning: String? = nil, fields: [String]? = nil, owner: String,
    in context: RunContext
  ) {
    self.order = order
    self.limit = limit
    self.limitWarning = limitWarning
    self.fields = fields
    self.context = context
    charge = MemoryCharge(context.environment.memoryBudget, for: owner)
  }

  public var heldBytes: Int { 0 }

  public func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    var batch = batch
    if order.keys.isEmpty { order.keys = [Self.suggestedKey(for: batch)] }
    let hasPositions = batch.positions.count == batch.rowCount
    let positions = hasPositions ? batch.positions : (0..<UInt64(batch.rowCount)).map { arrivals + $0 }
    arrivals += UInt64(batch.rowCount)
    batch.set(Self.position, to: .integer(NumberColumn(positions.map { Int64(bitPattern: $0) })))
    if let fields { batch.select(fields + order.keys.map(\.field)) }
    try add(batch, groups)
  }

  private static let position = "\0position"

  private static func suggestedKey(for batch: Batch) -> RowOrder.Key {
    let first = batch.names.first { !HiddenField.isHidden($0) }
    let name = ["_count", "@timestamp"].first { batch[$0] != nil } ?? first
    return RowOrder.Key(name ?? "@timestamp", isDescending: true)
  }

  private func add(_ batch: Batch, _ groups: [UInt32]) throws(ExecutionError) {
    var batch = batch
    var groups = groups
    if let threshold, let limit, limit > 0, groups.allSatisfy({ $0 == 0 }) {
      // A row behind the last one that comes out, or beside it but later in the input, cannot enter.
      let keys = SortKeys(order.keys, of: batch)
      var mask = RowMask(allOf: batch.rowCount)
      mask.keep { keys.compare($0, threshold.keys, threshold.row) <= 0 }
      if !mask.isFull {
        warnOfLimit()
        let rows = mask.rows
        if rows.isEmpty { return }
        batch = batch.gather(rows)
        groups = rows.map { groups[Int($0)] }
      }
    } else {
      threshold = nil
    }
    if limit == nil || batch.holdsFarMore {
      try batch.materialiseForOutput()
      batch.forgetEvents()
    }
    pending.append(batch)
    pendingGroups.append(groups)
    pendingRows += batch.rowCount
    isPruned = false
    if let limit {
      let (twice, overflow) = limit.multipliedReportingOverflow(by: 2)
      if !overflow, pendingRows > max(twice, 2 * prunedRows, 4096), pending.count > 1 { try prune() }
    }
    try chargeMemory()
  }

  private func chargeMemory() throws(ExecutionError) { try charge.follow(pendingBytes) }

  private var pendingBytes: Int { pending.reduce(4 * pendingRows) { $0 + $1.byteCount } }

  /// Said where it happens: the state of another worker does not see what was cut here.
  private func warnOfLimit() {
    if let limitWarning { context.warnings.add(limitWarning) }
  }

  /// Puts the rows in order and drops those past the limit.
  private func prune() throws(ExecutionError) {
    guard !isPruned else { return }
    isPruned = true
    let before = pendingRows
    // The rows stand there twice while they are put in order, beside their keys.
    try charge.follow(2 * pendingBytes + 24 * pendingRows)
    let chosen = RowRanking(order: order, batches: pending, groups: pendingGroups, position: Self.position)
      .ranked(limit: limit)
    if chosen.count < before { warnOfLimit() }
    var kept: [Batch] = []
    for index in pending.indices {
      let batch = pending[index]
      pending[index] = Batch(rowCount: 0)
      var part = batch.gather(chosen.rows(of: index))
      try part.materialiseForOutput()
      part.forgetEvents()
      kept.append(part)
    }
    pending = []
    var united = Batch.concatenating(kept)
    kept = []
    united = united.gather(chosen.arrangement)
    pending = united.rowCount == 0 ? [] : [united]
    pendingGroups = united.rowCount == 0 ? [] : [chosen.groups]
    pendingRows = united.rowCount
    prunedRows = pendingRows
    try chargeMemory()
    threshold = nil
    if let limit, limit > 0, pendingRows == limit, let last = chosen.groups.last, last == 0 {
      threshold = (SortKeys(order.keys, of: united), united.rowCount - 1)
    }
  }

  public func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try prune()
    return PartialState(GroupedRows(rows: pending.first ?? Batch(rowCount: 0), groups: pendingGroups.first ?? []))
  }

  public func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    guard !partial.rows.groups.isEmpty else { return }
    if order.keys.isEmpty { order.keys = [Self.suggestedKey(for: partial.rows.rows)] }
    try add(partial.rows.rows, partial.rows.groups.map { groups[Int($0)] })
  }

  public func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    try prune()
    guard var rows = pending.first, let groups = pendingGroups.first else {
      return GroupedRows(rows: Batch(rowCount: 0), groups: [])
    }
    pending = []
    pendingRows = 0
    try chargeMemory()
    rows.remove(Self.position)
    // From here on the order of the rows is their order, not that of the input.
    rows.positions = []
    if let fields { rows.select(fields) }
    return GroupedRows(rows: rows, groups: groups)
  }
}

extension Batch {
  /// Fills in the fields of the events; a failure is one of the reader.
  public mutating func materialiseForOutput() throws(ExecutionError) {
    do throws(SourceError) {
      try materialise()
    } catch {
      throw .source(error.message)
    }
  }
}
