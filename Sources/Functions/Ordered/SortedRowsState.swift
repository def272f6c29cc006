import MartletColumns
import MartletExecution

/// Keeps the rows of each group until the end and makes rows of them, in their order: for aggregates that cannot tell
/// before. Memory grows with the rows, and is charged.
final class SortedRowsState: AggregateState {
  /// Makes the rows of all groups: `groups` ascends, and each group's rows are in order.
  typealias Maker = (_ rows: Batch, _ groups: [UInt32], _ groupCount: Int) throws(ExecutionError) -> GroupedRows

  private let sorted: OrderedRowsState
  private let keepsEvents: Bool
  private let make: Maker

  /// - Parameters:
  ///   - fields: the fields to keep; `nil` for those that were demanded.
  ///   - keepsEvents: whether every field is kept, not only those demanded.
  init(
    _ order: RowOrder, fields: [String]? = nil, keepsEvents: Bool = false, owner: String, in context: RunContext,
    make: @escaping Maker
  ) {
    sorted = OrderedRowsState(order, limit: nil, fields: fields, owner: owner, in: context)
    self.keepsEvents = keepsEvents
    self.make = make
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    var batch = batch
    if !keepsEvents { batch.forgetEvents() }
    try sorted.update(batch, groups: groups, groupCount: groupCount)
  }

  var heldBytes: Int { 0 }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try sorted.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try sorted.merge(partial, groups: groups, groupCount: groupCount)
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    let output = try sorted.finish(groupCount: groupCount)
    return try make(output.rows, output.groups, groupCount)
  }
}

/// The runs of rows that belong to one group.
struct GroupRuns: Sequence, IteratorProtocol {
  private let groups: [UInt32]
  private var start = 0

  init(_ groups: [UInt32]) {
    self.groups = groups
  }

  mutating func next() -> Range<Int>? {
    guard start < groups.count else { return nil }
    var end = start + 1
    while end < groups.count, groups[end] == groups[start] { end += 1 }
    defer { start = end }
    return start..<end
  }
}
