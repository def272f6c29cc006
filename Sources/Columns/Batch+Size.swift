extension Batch {
  /// An estimate of the memory the columns hold. Columns that share storage are counted each.
  public var byteCount: Int {
    columns.reduce(0) { $0 + $1.byteCount } + 8 * positions.count + eventBytes.own
  }

  /// The bytes of the events behind the rows, about, and of all that is held because of them.
  private var eventBytes: (own: Int, held: Int) {
    guard let events, events.count > 0 else { return (0, 0) }
    let bytes = events.byteCounts
    return (bytes.events / events.count * rowCount, bytes.held)
  }

  /// Whether the events behind the rows hold far more than the rows: a few rows of a buffer keep all of it. Rows that
  /// stay for a while are better filled in.
  public var holdsFarMore: Bool {
    let bytes = eventBytes
    return bytes.held > 8 * bytes.own + (64 << 10)
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
