extension Column {
  /// The position that `gather(orMissing:)` turns into a row without a value.
  public static let noRow = UInt32.max

  /// The rows at the given positions, which may repeat; `noRow` gives a row without a value.
  public func gather(orMissing rows: [UInt32]) -> Column {
    var present = RowMask(allOf: rows.count)
    let positions = rows.span
    present.keep { positions[$0] != Self.noRow }
    if present.isFull { return gather(rows) }
    switch self {
    case .text(let column):
      var builder = TextColumnBuilder(rowCapacity: rows.count)
      let bytes = column.storage.span
      for row in rows {
        if row != Self.noRow, column.isPresent(Int(row)) {
          builder.append(bytes.extracting(column.range(of: Int(row))))
        } else {
          builder.appendMissing()
        }
      }
      return .text(builder.finish())
    case .dictionary(let column):
      let codes = rows.map { $0 == Self.noRow ? DictionaryColumn.missing : column.codes[Int($0)] }
      return .dictionary(DictionaryColumn(codes: codes, values: column.values))
    case .integer(let column):
      return .integer(column.gather(rows, present: present, filler: 0))
    case .double(let column):
      return .double(column.gather(rows, present: present, filler: 0))
    }
  }
}

extension NumberColumn {
  fileprivate func gather(_ rows: [UInt32], present: RowMask, filler: Element) -> NumberColumn {
    var present = present
    present.keep { isPresent(Int(rows[$0])) }
    var gathered: [Element] = []
    gathered.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() { gathered.append(present[index] ? values[Int(row)] : filler) }
    return NumberColumn(gathered, presence: present)
  }
}
