import MartletCatalog
import MartletColumns
import MartletExecution

/// The clauses of a self-join: which groups have, for every one of them, an event that meets it.
final class ClauseState: AggregateState {
  /// Present in the rows of the groups that meet all clauses.
  static let verdict = "\0meetsAll"

  private let clauses: [Block]
  private let context: RunContext
  /// For each clause, whether a group has met it.
  private var met: [[Bool]]

  init(_ clauses: [Block], in context: RunContext) {
    self.clauses = clauses
    self.context = context
    met = clauses.map { _ in [] }
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    grow(to: groupCount)
    for (index, clause) in clauses.enumerated() {
      var some = batch
      try context.narrow(&some, by: clause.pipeline)
      for row in some.mask.rows { met[index][Int(groups[Int(row)])] = true }
    }
  }

  var heldBytes: Int { met.reduce(0) { $0 + $1.capacity } }

  func exportPartial(groupCount: Int) -> PartialState {
    grow(to: groupCount)
    var rows = Batch(rowCount: groupCount)
    for (index, groups) in met.enumerated() {
      rows.set("\(index)", to: .integer(NumberColumn(groups.prefix(groupCount).map { $0 ? 1 : 0 })))
    }
    return PartialState(onePerGroup: rows)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    for index in met.indices {
      guard case .integer(let column)? = partial.rows.rows["\(index)"] else { continue }
      for (row, value) in column.values.enumerated() where value == 1 {
        met[index][Int(groups[Int(partial.rows.groups[row])])] = true
      }
    }
  }

  func finish(groupCount: Int) -> GroupedRows {
    grow(to: groupCount)
    let met = met
    let groups = (0..<UInt32(groupCount)).filter { group in met.allSatisfy { $0[Int(group)] } }
    let rows = Batch([(Self.verdict, .constant("", count: groups.count))], rowCount: groups.count)
    return GroupedRows(rows: rows, groups: groups)
  }

  private func grow(to count: Int) {
    for index in met.indices where met[index].count < count {
      met[index] += Array(repeating: false, count: count - met[index].count)
    }
  }
}

extension RunContext {
  /// Keeps the rows that meet at least one of the clauses.
  func narrow(_ batch: inout Batch, byAnyOf clauses: [Block]) throws(ExecutionError) {
    var kept = RowMask(noneOf: batch.rowCount)
    for clause in clauses {
      var some = batch
      try narrow(&some, by: clause.pipeline)
      for row in some.mask.rows { kept[Int(row)] = true }
    }
    batch.mask = kept
  }
}
