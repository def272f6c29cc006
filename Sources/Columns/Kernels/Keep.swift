extension Batch {
  /// Marks every row as dead.
  @inlinable
  public mutating func dropAll() { mask = RowMask(noneOf: rowCount) }

  /// Keeps the living rows whose text in `field` satisfies `predicate`; rows without the field are dropped.
  ///
  /// For a dictionary column the predicate runs once per distinct value, so it must depend on the text alone.
  @inlinable
  public mutating func keep(where field: String, _ predicate: (Span<UInt8>) -> Bool) {
    guard let column = self[field] else { return dropAll() }
    column.keep(in: &mask, where: predicate)
  }
}

extension Column {
  /// Clears the bits of rows without a value, and of those whose text fails `predicate`.
  @inlinable
  public func keep(in mask: inout RowMask, where predicate: (Span<UInt8>) -> Bool) {
    switch self {
    case .text(let column):
      if let presence = column.presence { mask.formIntersection(presence) }
      let bytes = column.storage.span
      let offsets = column.offsets.span
      mask.keep { row in predicate(bytes.extracting(Int(offsets[row])..<Int(offsets[row &+ 1]))) }
    case .dictionary(let column):
      let verdicts = column.verdicts(where: predicate)
      let verdict = verdicts.span
      let codes = column.codes.span
      mask.keep { row in
        let code = codes[row]
        return code != DictionaryColumn.missing && verdict[Int(code)]
      }
    case .integer, .double:
      let column = asText()
      if let presence = column.presence { mask.formIntersection(presence) }
      let bytes = column.storage.span
      let offsets = column.offsets.span
      mask.keep { row in predicate(bytes.extracting(Int(offsets[row])..<Int(offsets[row &+ 1]))) }
    }
  }

  /// Clears the bits of rows without a value, and of those whose number fails `predicate` or that hold no number.
  @inlinable
  public func keepNumbers(in mask: inout RowMask, where predicate: (Double) -> Bool) {
    switch self {
    case .integer(let column):
      if let presence = column.presence { mask.formIntersection(presence) }
      let values = column.values.span
      mask.keep { predicate(Double(values[$0])) }
    case .double(let column):
      if let presence = column.presence { mask.formIntersection(presence) }
      let values = column.values.span
      mask.keep { predicate(values[$0]) }
    case .text, .dictionary:
      keep(in: &mask) { text in
        guard let number = NumberText.parse(text) else { return false }
        return predicate(number)
      }
    }
  }
}

extension DictionaryColumn {
  /// The answer of `predicate` for each entry.
  @inlinable
  public func verdicts(where predicate: (Span<UInt8>) -> Bool) -> [Bool] {
    let bytes = values.storage.span
    let offsets = values.offsets.span
    var verdicts: [Bool] = []
    verdicts.reserveCapacity(values.rowCount)
    for entry in 0..<values.rowCount {
      verdicts.append(predicate(bytes.extracting(Int(offsets[entry])..<Int(offsets[entry &+ 1]))))
    }
    return verdicts
  }
}
