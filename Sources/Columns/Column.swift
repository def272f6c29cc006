/// The values of one field in one batch, in the encoding its producer found cheapest.
///
/// Every value is a text to the language; `integer` and `double` are texts that were never written out. Functions
/// do not switch over encodings: the kernels in `Kernels/` do.
public enum Column: Sendable {
  case text(TextColumn)
  case dictionary(DictionaryColumn)
  case integer(NumberColumn<Int64>)
  case double(NumberColumn<Double>)

  public var rowCount: Int {
    switch self {
    case .text(let column): column.rowCount
    case .dictionary(let column): column.codes.count
    case .integer(let column): column.values.count
    case .double(let column): column.values.count
    }
  }

  /// Whether a row has a value.
  public func isPresent(_ row: Int) -> Bool {
    switch self {
    case .text(let column): column.isPresent(row)
    case .dictionary(let column): column.isPresent(row)
    case .integer(let column): column.isPresent(row)
    case .double(let column): column.isPresent(row)
    }
  }

  /// The rows that have a value; `nil` when all have.
  public var presence: RowMask? {
    switch self {
    case .text(let column): return column.presence
    case .integer(let column): return column.presence
    case .double(let column): return column.presence
    case .dictionary(let column):
      var mask = RowMask(allOf: column.codes.count)
      let codes = column.codes.span
      mask.keep { codes[$0] != DictionaryColumn.missing }
      return mask.isFull ? nil : mask
    }
  }

  /// The rows at the given positions, which may repeat.
  public func gather(_ rows: [UInt32]) -> Column {
    switch self {
    case .text(let column): .text(column.gather(rows))
    case .dictionary(let column): .dictionary(column.gather(rows))
    case .integer(let column): .integer(column.gather(rows))
    case .double(let column): .double(column.gather(rows))
    }
  }

  /// A column in which every row has the same text.
  public static func constant(_ text: String, count: Int) -> Column {
    .dictionary(DictionaryColumn(repeating: text, count: count))
  }

  /// A column without any value.
  public static func missing(count: Int) -> Column {
    .dictionary(DictionaryColumn(codes: Array(repeating: DictionaryColumn.missing, count: count), values: TextColumn([])))
  }

  /// A column of `true` and `false`; rows outside `presence` have no value.
  public static func boolean(_ truth: RowMask, presence: RowMask? = nil) -> Column {
    var codes: [UInt32] = []
    codes.reserveCapacity(truth.rowCount)
    for row in 0..<truth.rowCount {
      codes.append(presence?[row] ?? true ? (truth[row] ? 1 : 0) : DictionaryColumn.missing)
    }
    return .dictionary(DictionaryColumn(codes: codes, values: TextColumn(["false", "true"])))
  }
}
