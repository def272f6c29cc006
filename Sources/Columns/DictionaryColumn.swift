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

extension DictionaryColumn {
  /// The values of several columns one after another, each distinct value once; `nil` when one of them is of another
  /// kind. A `nil` part stands for rows without a value.
  static func concatenating(_ parts: [(column: Column?, rowCount: Int)]) -> DictionaryColumn? {
    var codes: [UInt32] = []
    codes.reserveCapacity(parts.reduce(0) { $0 + $1.rowCount })
    var numbers: [ArraySlice<UInt8>: UInt32] = [:]
    var builder = TextColumnBuilder()
    for part in parts {
      switch part.column {
      case nil: codes.append(contentsOf: repeatElement(missing, count: part.rowCount))
      case .dictionary(let column):
        let own = (0..<column.values.rowCount).map { value -> UInt32 in
          let text = column.values.storage[column.values.range(of: value)]
          if let number = numbers[text] { return number }
          let number = UInt32(numbers.count)
          numbers[text] = number
          builder.append(text)
          return number
        }
        for code in column.codes { codes.append(code == missing ? missing : own[Int(code)]) }
      default: return nil
      }
    }
    return DictionaryColumn(codes: codes, values: builder.finish())
  }
}
