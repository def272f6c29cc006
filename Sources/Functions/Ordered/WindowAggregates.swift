import MartletCatalog
import MartletColumns
import MartletExecution

/// The values of aggregates over windows of consecutive rows.
struct WindowAggregates {
  private let aggregates: Aggregates
  private let owner: String
  private let context: RunContext

  /// Rows put into states at once: windows overlap, so a row counts once for each of its windows.
  private static let mostRows = 1 << 16

  /// - Parameter owner: the function as the user knows it.
  init(_ aggregates: Aggregates, owner: String, in context: RunContext) {
    self.aggregates = aggregates
    self.owner = owner
    self.context = context
  }

  /// One row for each window, with the fields of the aggregates.
  ///
  /// - Parameter rows: every row is alive.
  func values(over rows: Batch, windows: [Range<Int>]) throws(ExecutionError) -> Batch {
    var rows = rows
    rows.positions = (0..<UInt64(rows.rowCount)).map { $0 }
    var results: [Batch] = []
    var first = 0
    while first < windows.count {
      var sources: [UInt32] = []
      var groups: [UInt32] = []
      var last = first
      repeat {
        let group = UInt32(last - first)
        for row in windows[last] {
          sources.append(UInt32(row))
          groups.append(group)
        }
        last += 1
      } while last < windows.count && sources.count < Self.mostRows
      let state = try context.makeState(of: aggregates)
      try state.update(rows.gather(sources), groups: groups, groupCount: last - first)
      results.append(try Self.onePerGroup(try state.finish(groupCount: last - first), last - first, owner: owner))
      first = last
    }
    return results.isEmpty ? Batch(rowCount: 0) : Self.stacked(results)
  }

  /// The rows of a state that gives each group at most one; groups without get an empty one.
  static func onePerGroup(_ output: GroupedRows, _ count: Int, owner: String) throws(ExecutionError) -> Batch {
    var sources = [UInt32](repeating: Column.noRow, count: count)
    for (row, group) in output.groups.enumerated() {
      guard sources[Int(group)] == Column.noRow else {
        throw .limitExceeded("\(owner)() takes aggregates that give one row, and one of them gave several")
      }
      sources[Int(group)] = UInt32(row)
    }
    var rows = Batch(rowCount: count)
    for (name, column) in zip(output.rows.names, output.rows.columns) {
      rows.set(name, to: column.gather(orMissing: sources))
    }
    return rows
  }

  /// Batches one below the other; unlike joined ones they keep rows without any field.
  static func stacked(_ parts: [Batch]) -> Batch {
    if parts.count == 1 { return parts[0] }
    return Batch.concatenating(parts)
  }
}

extension Batch {
  /// Adds the fields of rows that stand beside these.
  mutating func assign(_ others: Batch) {
    for (name, column) in zip(others.names, others.columns) { assign(column, to: name) }
  }

  /// Consecutive rows.
  func slice(_ range: Range<Int>) -> Batch {
    range == 0..<rowCount ? self : gather(range.map { UInt32($0) })
  }
}
