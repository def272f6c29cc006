public import MartletColumns

/// Which row of a batch goes with which row of a table: what a join passes on.
public struct JoinedRows: Sendable {
  /// Rows of the batch, ascending; a row stands once for each row of the table it goes with.
  public private(set) var rows: [UInt32] = []
  /// For each of them the row of the table; `Column.noRow` where it goes with none.
  public private(set) var found: [UInt32] = []

  public init() {}

  /// A row with its matches, the best first; of more than `most` the rest is left.
  public mutating func append(_ row: Int, matches: some Collection<UInt32>, most: Int) {
    for match in matches.prefix(most) {
      rows.append(UInt32(row))
      found.append(match)
    }
  }

  /// A row that stays though it has no match.
  public mutating func append(unmatched row: Int) {
    rows.append(UInt32(row))
    found.append(Column.noRow)
  }

  /// The joined rows of `batch`, with columns of `table` under their names.
  ///
  /// - Parameter filler: what a row of the table that lacks a value gives; `nil` for none, so that the field keeps what
  ///   it had.
  public func joined(_ batch: Batch, with table: Batch, adding names: [String], filler: String? = nil) -> Batch {
    var result = batch.gather(rows)
    for name in names {
      let column = table[name] ?? .missing(count: table.rowCount)
      var added = column.gather(orMissing: found)
      if let filler { added = Self.filled(added, with: filler, where: found) }
      result.assign(added, to: name)
    }
    return result
  }

  /// A column whose rows that have a row of the table, and no value, get `filler`.
  private static func filled(_ column: Column, with filler: String, where found: [UInt32]) -> Column {
    guard column.presence != nil else { return column }
    let texts = column.asText()
    let bytes = texts.storage.span
    let filler = Array(filler.utf8)
    var builder = TextColumnBuilder(rowCapacity: texts.rowCount)
    for row in 0..<texts.rowCount {
      if texts.isPresent(row) {
        builder.append(bytes.extracting(texts.range(of: row)))
      } else if found[row] != Column.noRow {
        builder.append(filler)
      } else {
        builder.appendMissing()
      }
    }
    return .text(builder.finish())
  }
}
