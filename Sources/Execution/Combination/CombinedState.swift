public import MartletColumns

/// Several aggregates over the same rows, combined as `stats()` does.
///
/// Rows that each give at most one row are merged into one; otherwise every row of one goes with every row of the
/// others, an aggregate without rows counting as one empty row. Where no aggregate has a row, there is none. Two
/// different values for one field are an error.
public final class CombinedState: AggregateState {
  private let members: [any AggregateState]

  public init(_ members: [any AggregateState]) {
    self.members = members
  }

  /// Those of its members that want the events of earlier buckets.
  var windows: [any BucketWindow] { members.compactMap { $0 as? any BucketWindow } }

  public func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    for member in members { try member.update(batch, groups: groups, groupCount: groupCount) }
  }

  public var heldBytes: Int { members.reduce(0) { $0 + $1.heldBytes } }

  public func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    var parts: [PartialState] = []
    for member in members { parts.append(try member.exportPartial(groupCount: groupCount)) }
    return PartialState(GroupedRows(rows: Batch(rowCount: 0), groups: []), parts: parts)
  }

  public func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    for (member, part) in zip(members, partial.parts) {
      try member.merge(part, groups: groups, groupCount: groupCount)
    }
  }

  public func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    var outputs: [GroupedRows] = []
    for member in members { outputs.append(try member.finish(groupCount: groupCount)) }
    if outputs.count == 1 { return outputs[0] }
    // Most aggregates give every group one row, in order; then there is nothing to combine them for.
    if outputs.allSatisfy({ $0.groups.elementsEqual(0..<UInt32(groupCount)) }) {
      return try RowProduct(rowsOf: outputs).combined()
    }
    return try RowProduct(outputs, groupCount: groupCount).combined()
  }
}

/// The combinations of the rows of several aggregates, group by group.
private struct RowProduct {
  private let outputs: [GroupedRows]
  /// For each output, the row taken for each combination; none where every row goes with the same row of the others.
  private var sources: [[UInt32]]
  private var groups: [UInt32] = []

  /// Outputs whose rows belong to the same groups, one by one.
  init(rowsOf outputs: [GroupedRows]) {
    self.outputs = outputs
    sources = []
    groups = outputs.first?.groups ?? []
  }

  init(_ outputs: [GroupedRows], groupCount: Int) {
    self.outputs = outputs
    sources = outputs.map { _ in [] }
    var next = outputs.map { _ in 0 }
    for group in 0..<UInt32(groupCount) {
      var ranges: [Range<Int>] = []
      for (index, output) in outputs.enumerated() {
        let start = next[index]
        while next[index] < output.groups.count, output.groups[next[index]] == group { next[index] += 1 }
        ranges.append(start..<next[index])
      }
      if !ranges.allSatisfy(\.isEmpty) { append(ranges, of: group) }
    }
  }

  private mutating func append(_ ranges: [Range<Int>], of group: UInt32) {
    let total = ranges.reduce(1) { $0 * max($1.count, 1) }
    var repeats = total
    for (index, range) in ranges.enumerated() {
      let count = max(range.count, 1)
      repeats /= count
      for combination in 0..<total {
        sources[index].append(
          range.isEmpty ? Column.noRow : UInt32(range.lowerBound + combination / repeats % count))
      }
    }
    groups.append(contentsOf: repeatElement(group, count: total))
  }

  func combined() throws(ExecutionError) -> GroupedRows {
    var rows = Batch(rowCount: groups.count)
    for (index, output) in outputs.enumerated() {
      for (name, column) in zip(output.rows.names, output.rows.columns) {
        let gathered = sources.isEmpty ? column : column.gather(orMissing: sources[index])
        if let other = rows[name] {
          rows.set(name, to: try Self.merge(other, gathered, field: name))
        } else {
          rows.set(name, to: gathered)
        }
      }
    }
    return GroupedRows(rows: rows, groups: groups)
  }

  /// Two columns of one field: the value of either, which must be the same where both have one.
  private static func merge(_ left: Column, _ right: Column, field: String) throws(ExecutionError) -> Column {
    let lefts = left.asText()
    let rights = right.asText()
    let leftBytes = lefts.storage.span
    let rightBytes = rights.storage.span
    var builder = TextColumnBuilder(rowCapacity: lefts.rowCount)
    for row in 0..<lefts.rowCount {
      switch (lefts.isPresent(row), rights.isPresent(row)) {
      case (true, true):
        let value = leftBytes.extracting(lefts.range(of: row))
        guard value.isEqual(to: rightBytes.extracting(rights.range(of: row))) else {
          throw .conflictingValues(field: field)
        }
        builder.append(value)
      case (true, false): builder.append(leftBytes.extracting(lefts.range(of: row)))
      case (false, true): builder.append(rightBytes.extracting(rights.range(of: row)))
      case (false, false): builder.appendMissing()
      }
    }
    return .text(builder.finish())
  }
}
