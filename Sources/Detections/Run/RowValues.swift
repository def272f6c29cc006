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

  /// The rows whose value of a field meets a condition, which is asked once for each distinct value.
  func rows(where name: String, _ condition: (String) -> Bool) -> [Int] {
    switch fields[name] {
    case .coded(let values, let codes):
      let verdicts = values.map(condition)
      return codes.indices.filter { codes[$0] != DictionaryColumn.missing && verdicts[Int(codes[$0])] }
    case .texts(let column):
      var verdicts: [String: Bool] = [:]
      return (0..<column.rowCount).filter { row in
        guard let value = column.string(at: row) else { return false }
        if let known = verdicts[value] { return known }
        let verdict = condition(value)
        verdicts[value] = verdict
        return verdict
      }
    case nil: return []
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
