/// Text values of a field that takes few distinct values: a number per row into a table of values.
///
/// Codes mean nothing outside this column. A predicate or a function of one value is evaluated once per entry of
/// `values`, whatever the number of rows. Entries are distinct and present, but not every entry needs a row.
public struct DictionaryColumn: Sendable {
  /// The code of a row without a value.
  public static let missing = UInt32.max

  public let codes: [UInt32]
  public let values: TextColumn

  public init(codes: [UInt32], values: TextColumn) {
    self.codes = codes
    self.values = values
  }

  /// A column in which every row has the same value.
  public init(repeating text: String, count: Int) {
    var builder = TextColumnBuilder(rowCapacity: 1)
    builder.append(text)
    self.init(codes: Array(repeating: 0, count: count), values: builder.finish())
  }

  @inlinable
  public func isPresent(_ row: Int) -> Bool { codes[row] != Self.missing }

  func gather(_ rows: [UInt32]) -> DictionaryColumn {
    var gathered: [UInt32] = []
    gathered.reserveCapacity(rows.count)
    for row in rows { gathered.append(codes[Int(row)]) }
    return DictionaryColumn(codes: gathered, values: values)
  }
}
