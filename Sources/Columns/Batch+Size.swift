extension Batch {
  /// An estimate of the memory the columns hold. Columns that share storage are counted each.
  public var byteCount: Int {
    columns.reduce(0) { $0 + $1.byteCount } + 8 * positions.count
  }
}

extension Column {
  /// An estimate of the memory held.
  public var byteCount: Int {
    switch self {
    case .text(let column): column.byteCount
    case .dictionary(let column): 4 * column.codes.count + column.values.byteCount
    case .integer(let column): 8 * column.values.count
    case .double(let column): 8 * column.values.count
    }
  }
}

extension TextColumn {
  fileprivate var byteCount: Int { storage.count + 4 * offsets.count }
}
