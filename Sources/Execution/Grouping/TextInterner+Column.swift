import MartletColumns

extension TextInterner {
  /// The number of each row's text. Every row has a value.
  mutating func intern(_ column: Column) -> [UInt32] {
    switch column {
    case .dictionary(let column):
      return intern(column)
    case .text, .integer, .double:
      let texts = column.asText()
      let bytes = texts.storage.span
      let offsets = texts.offsets.span
      var numbers: [UInt32] = []
      numbers.reserveCapacity(texts.rowCount)
      for row in 0..<texts.rowCount {
        numbers.append(intern(bytes.extracting(Int(offsets[row])..<Int(offsets[row &+ 1]))))
      }
      return numbers
    }
  }

  /// Stands for a text that was never seen, and for a row without one.
  static let unknown = UInt32.max

  /// The number of each row's text, or `unknown`.
  func knownNumbers(of column: Column) -> [UInt32] {
    if case .dictionary(let column) = column {
      let entries = knownNumbers(of: .text(column.values))
      return column.codes.map { $0 == DictionaryColumn.missing ? Self.unknown : entries[Int($0)] }
    }
    let texts = column.asText()
    let bytes = texts.storage.span
    var numbers: [UInt32] = []
    numbers.reserveCapacity(texts.rowCount)
    for row in 0..<texts.rowCount {
      numbers.append(
        texts.isPresent(row) ? number(of: bytes.extracting(texts.range(of: row))) ?? Self.unknown : Self.unknown)
    }
    return numbers
  }

  /// Looks up each entry once; entries without a row are never looked up.
  private mutating func intern(_ column: DictionaryColumn) -> [UInt32] {
    let bytes = column.values.storage.span
    let offsets = column.values.offsets.span
    var known = [UInt32](repeating: .max, count: column.values.rowCount)
    var numbers: [UInt32] = []
    numbers.reserveCapacity(column.codes.count)
    for code in column.codes {
      let entry = Int(code)
      if known[entry] == .max {
        known[entry] = intern(bytes.extracting(Int(offsets[entry])..<Int(offsets[entry &+ 1])))
      }
      numbers.append(known[entry])
    }
    return numbers
  }
}
