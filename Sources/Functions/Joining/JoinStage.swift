import MartletColumns
import MartletExecution

/// Adds columns of a table to the events that its keys know; the last stage of `match` and `join`.
final class JoinStage: StreamStage {
  private let keys: TableKeys
  private let fields: [String]
  private let added: [String]
  private let most: Int
  private let keepsOthers: Bool
  private let filler: String?

  /// - Parameters:
  ///   - added: the columns of the table to add.
  ///   - most: how many rows of the table for one event; each makes an event.
  ///   - keepsOthers: whether events that the table does not know stay as they are.
  ///   - filler: the text for a value that the row of the table lacks.
  init(_ keys: TableKeys, on fields: [String], adding added: [String], most: Int, keepsOthers: Bool, filler: String? = nil)
  {
    self.keys = keys
    self.fields = fields
    self.added = added
    self.most = most
    self.keepsOthers = keepsOthers
    self.filler = filler
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    let joined = keys.join(batch, on: fields, most: most, keepsOthers: keepsOthers)
    if joined.rows.isEmpty { return .more }
    return try next.receive(joined.joined(batch, with: keys.table, adding: added, filler: filler))
  }
}

extension TableKeys {
  /// Clears the mask bits of the rows that the table does not know.
  func narrow(_ batch: inout Batch, on fields: [String]) {
    let known = join(batch, on: fields, most: 1, keepsOthers: false).rows
    var mask = RowMask(noneOf: batch.rowCount)
    for row in known { mask[Int(row)] = true }
    batch.mask = mask
  }
}
