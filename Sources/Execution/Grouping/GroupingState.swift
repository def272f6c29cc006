public import MartletColumns

/// The state of a grouping: every row is given the number of its group, and another aggregate is kept per group.
///
/// Groups of groups work too: a group's number stands for the outer group and the keys together.
public final class GroupingState: AggregateState {
  let grouping: Grouping
  let inner: any AggregateState
  let context: RunContext
  /// The values of each key.
  private var interners: [TextInterner]
  /// Outer group and keys, per group.
  private var table: TupleTable
  private var firstSeen: FirstSeen
  private let charge: MemoryCharge

  /// - Parameter inner: what is kept per group: `context.makeState(of: aggregates)`.
  public init(_ grouping: Grouping, inner: any AggregateState, in context: RunContext) {
    self.grouping = grouping
    self.inner = inner
    self.context = context
    interners = grouping.keys.names.map { _ in TextInterner() }
    table = TupleTable(width: grouping.keys.names.count + 1)
    firstSeen = FirstSeen()
    charge = MemoryCharge(context.environment.memoryBudget, for: grouping.owner)
  }

  public var heldBytes: Int { 0 }

  public func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    guard var keys = try grouping.keys.columns(of: batch) else { return }
    var batch = batch
    var groups = groups
    var complete = RowMask(allOf: batch.rowCount)
    for key in keys { if let presence = key.presence { complete.formIntersection(presence) } }
    if !complete.isFull {
      let rows = complete.rows
      if rows.isEmpty { return }
      batch = batch.gather(rows)
      keys = keys.map { $0.gather(rows) }
      groups = rows.map { groups[Int($0)] }
    }
    let numbers = number(outer: groups, keys: keys)
    firstSeen.note(numbers, count: table.count, positions: batch.positions)
    try inner.update(batch, groups: numbers, groupCount: table.count)
    try chargeMemory()
  }

  /// The group of each row; every key has a value in every row.
  private func number(outer: [UInt32], keys: [Column]) -> [UInt32] {
    var parts = [outer]
    for (index, key) in keys.enumerated() { parts.append(interners[index].intern(key)) }
    return table.numbers(of: parts, rowCount: outer.count)
  }

  private func chargeMemory() throws(ExecutionError) {
    for interner in interners where interner.textByteCount > 1 << 31 {
      throw .memoryLimitExceeded(limit: 1 << 31, by: grouping.owner)
    }
    try charge.follow(ownBytes + inner.heldBytes)
  }

  /// The keys, which stand for themselves; what is kept per group is the inner state's affair.
  private var ownBytes: Int { interners.reduce(table.byteCount + firstSeen.byteCount) { $0 + $1.byteCount } }

  /// What it takes to bring the groups out: their order, their keys once more, and the values of the aggregates.
  private var outputBytes: Int {
    interners.reduce(48 * table.count + inner.heldBytes) { $0 + $1.textByteCount + 8 * table.count }
  }

  public func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    let count = table.count
    var rows = Batch(rowCount: count)
    for key in interners.indices { rows.set("key\(key)", to: keyColumn(key, of: (0..<UInt32(count)).map { $0 })) }
    firstSeen.export(into: &rows)
    let outer = (0..<count).map { table[$0, 0] }
    return PartialState(
      GroupedRows(rows: rows, groups: outer), parts: [try inner.exportPartial(groupCount: count)])
  }

  public func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    let rows = partial.rows.rows
    let outer = partial.rows.groups.map { groups[Int($0)] }
    let keys = interners.indices.map { rows["key\($0)"] ?? .missing(count: rows.rowCount) }
    let numbers = number(outer: outer, keys: keys)
    firstSeen.merge(rows, numbers: numbers, count: table.count)
    try inner.merge(partial.parts[0], groups: numbers, groupCount: table.count)
    try chargeMemory()
  }

  /// Lets aggregates over windows of buckets know which buckets follow each other; buckets without events of their own
  /// that lie in such a window become groups.
  private func spreadWindows() throws(ExecutionError) {
    guard let buckets = grouping.buckets else { return }
    let windows = (inner as? CombinedState)?.windows ?? (inner as? any BucketWindow).map { [$0] } ?? []
    let known = table.count
    guard !windows.isEmpty, known > 0 else { return }
    let texts = interners[0].values
    let moments = (0..<texts.rowCount).map { texts.string(at: $0).flatMap { Int64($0) } ?? 0 }
    let starts = buckets.starts(
      moments.min() ?? 0, max(moments.max() ?? 0, buckets.last ?? .min))
    let ordinals = Dictionary(uniqueKeysWithValues: starts.enumerated().map { ($1, $0) })
    let width = windows.map { $0.width(bucketSpan: buckets.span) }.max() ?? 1
    var later: [[UInt32?]] = []
    for step in 0..<min(width, starts.count) {
      var groups: [UInt32?] = []
      for group in 0..<known {
        guard let ordinal = ordinals[moments[Int(table[group, 1])]], ordinal + step < starts.count else {
          groups.append(nil)
          continue
        }
        let start = Column.text(TextColumn(["\(starts[ordinal + step])"]))
        var parts = [[table[group, 0]], interners[0].intern(start)]
        for key in interners.indices.dropFirst() { parts.append([table[group, key + 1]]) }
        groups.append(table.numbers(of: parts, rowCount: 1)[0])
      }
      later.append(groups)
    }
    let count = table.count
    firstSeen.grow(to: count)
    for window in windows {
      let isTooWide = window.width(bucketSpan: buckets.span) > starts.count
      try window.spread(
        groupCount: count, later: { step in later[step].map { $0 ?? UInt32(count + 1) } }, isTooWide: isTooWide)
    }
  }

  public func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    try spreadWindows()
    try charge.follow(ownBytes + inner.heldBytes + outputBytes)
    let count = table.count
    // With a completion, one more group that never saw a row tells what the aggregates say of no events.
    let asked = grouping.completion == nil ? count : count + 1
    let output = GroupedOutput(
      keyNames: grouping.keys.names,
      keyValues: interners.map { .text($0.values) },
      table: table,
      order: firstSeen,
      inner: try inner.finish(groupCount: asked),
      outerCount: groupCount)
    let rows = output.rows(of: grouping, warnings: context.warnings)
    // Nobody asks for the groups again.
    interners = []
    table = TupleTable(width: table.width)
    firstSeen = FirstSeen()
    try charge.follow(inner.heldBytes)
    return rows
  }

  /// The values of a key in the given groups.
  private func keyColumn(_ key: Int, of groups: [UInt32]) -> Column {
    .dictionary(
      DictionaryColumn(codes: groups.map { table[Int($0), key + 1] }, values: interners[key].values))
  }
}
