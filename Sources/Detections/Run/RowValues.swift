import MartletColumns

/// Single values of a batch, by row and name, for those who need a few fields of a few rows.
struct RowValues {
  private enum Values {
    /// The distinct values as strings, and which of them each row has.
    case coded([String], [UInt32])
    case texts(TextColumn)
  }

  private var fields: [String: Values] = [:]

  init(_ batch: Batch) {
    for (name, column) in zip(batch.names, batch.columns) {
      if case .dictionary(let coded) = column {
        let values = (0..<coded.values.rowCount).map { coded.values.string(at: $0) ?? "" }
        fields[name] = .coded(values, coded.codes)
      } else {
        fields[name] = .texts(column.asText())
      }
    }
  }

  subscript(name: String, row: Int) -> String? {
    switch fields[name] {
    case .coded(let values, let codes): codes[row] == DictionaryColumn.missing ? nil : values[Int(codes[row])]
    case .texts(let column): column.string(at: row)
    case nil: nil
    }
  }
}
