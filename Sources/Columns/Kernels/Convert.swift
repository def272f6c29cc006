extension Column {
  /// The same values as plain text, for loops that read several fields of a row.
  public func asText() -> TextColumn {
    switch self {
    case .text(let column):
      return column
    case .dictionary(let column):
      let bytes = column.values.storage.span
      let offsets = column.values.offsets.span
      var builder = TextColumnBuilder(rowCapacity: column.codes.count)
      for code in column.codes {
        if code == DictionaryColumn.missing {
          builder.appendMissing()
        } else {
          builder.append(bytes.extracting(Int(offsets[Int(code)])..<Int(offsets[Int(code) &+ 1])))
        }
      }
      return builder.finish()
    case .integer(let column):
      var builder = TextColumnBuilder(rowCapacity: column.values.count)
      for row in column.values.indices {
        if column.isPresent(row) {
          NumberText.append(column.values[row], to: &builder.storage)
          builder.endValue()
        } else {
          builder.appendMissing()
        }
      }
      return builder.finish()
    case .double(let column):
      var builder = TextColumnBuilder(rowCapacity: column.values.count)
      for row in column.values.indices {
        if column.isPresent(row), NumberText.append(column.values[row], to: &builder.storage) {
          builder.endValue()
        } else {
          builder.appendMissing()
        }
      }
      return builder.finish()
    }
  }

  /// The values read as numbers; rows outside `mask`, and those that hold no number, have no value.
  public func asNumbers(in mask: RowMask) -> NumberColumn<Double> {
    switch self {
    case .double(let column):
      return column
    case .integer(let column):
      return NumberColumn(column.values.map { Double($0) }, presence: column.presence)
    case .dictionary(let column):
      let bytes = column.values.storage.span
      let offsets = column.values.offsets.span
      var parsed: [Double] = []
      for entry in 0..<column.values.rowCount {
        parsed.append(NumberText.parse(bytes.extracting(Int(offsets[entry])..<Int(offsets[entry &+ 1]))) ?? .nan)
      }
      var values = [Double](repeating: 0, count: column.codes.count)
      var presence = mask
      presence.keep { row in
        let code = column.codes[row]
        guard code != DictionaryColumn.missing, !parsed[Int(code)].isNaN else { return false }
        values[row] = parsed[Int(code)]
        return true
      }
      return NumberColumn(values, presence: presence.isFull ? nil : presence)
    case .text:
      guard case .double(let column) = mapTextToNumber(in: mask, { NumberText.parse($0) }) else {
        preconditionFailure("mapTextToNumber makes a column of numbers")
      }
      return column
    }
  }
}

extension Batch {
  /// The text of a field in every row; a column without values when the batch does not have it.
  public func text(of field: String) -> TextColumn {
    (self[field] ?? .missing(count: rowCount)).asText()
  }

  /// The numbers of a field in the living rows.
  public func numbers(of field: String) -> NumberColumn<Double> {
    guard let column = self[field] else {
      return NumberColumn(Array(repeating: 0, count: rowCount), presence: RowMask(noneOf: rowCount))
    }
    return column.asNumbers(in: mask)
  }
}
