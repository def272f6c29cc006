extension Column {
  /// A column made by applying `transform` to the text of every row in `mask` that has one.
  ///
  /// `transform` appends its result to the buffer and returns true, or returns false for no value. For a dictionary
  /// column it runs once per distinct value, so it must depend on the text alone.
  @inlinable
  public func mapText(in mask: RowMask, _ transform: (Span<UInt8>, inout [UInt8]) -> Bool) -> Column {
    switch self {
    case .dictionary(let column):
      let (values, codes) = column.mapValues(transform)
      return .dictionary(DictionaryColumn(codes: codes, values: values))
    case .text, .integer, .double:
      let column = asText()
      let bytes = column.storage.span
      let offsets = column.offsets.span
      var builder = TextColumnBuilder(rowCapacity: column.rowCount)
      for row in 0..<column.rowCount {
        if mask[row], column.isPresent(row),
          transform(bytes.extracting(Int(offsets[row])..<Int(offsets[row &+ 1])), &builder.storage)
        {
          builder.endValue()
        } else {
          builder.appendMissing()
        }
      }
      return .text(builder.finish())
    }
  }

  /// A column of numbers made from the text of every row in `mask` that has one; `nil` is no value.
  @inlinable
  public func mapTextToNumber(in mask: RowMask, _ transform: (Span<UInt8>) -> Double?) -> Column {
    let column = asText()
    let bytes = column.storage.span
    let offsets = column.offsets.span
    var values = [Double](repeating: 0, count: column.rowCount)
    var presence = mask
    if let own = column.presence { presence.formIntersection(own) }
    presence.keep { row in
      guard let value = transform(bytes.extracting(Int(offsets[row])..<Int(offsets[row &+ 1]))) else { return false }
      values[row] = value
      return true
    }
    return .double(NumberColumn(values, presence: presence.isFull ? nil : presence))
  }

  /// A column made by applying `transform` to the number of every row in `mask` that holds one; `nil` is no value.
  @inlinable
  public func mapNumber(in mask: RowMask, _ transform: (Double) -> Double?) -> Column {
    let numbers = asNumbers(in: mask)
    var values = numbers.values
    var presence = numbers.presence ?? RowMask(allOf: values.count)
    presence.formIntersection(mask)
    presence.keep { row in
      guard let value = transform(values[row]), value.isFinite else { return false }
      values[row] = value
      return true
    }
    return .double(NumberColumn(values, presence: presence.isFull ? nil : presence))
  }
}

extension DictionaryColumn {
  /// The table after `transform`, and codes in which entries without a result are missing. Entries may repeat.
  @inlinable
  func mapValues(_ transform: (Span<UInt8>, inout [UInt8]) -> Bool) -> (TextColumn, [UInt32]) {
    let bytes = values.storage.span
    let offsets = values.offsets.span
    var builder = TextColumnBuilder(rowCapacity: values.rowCount)
    var hasResult: [Bool] = []
    for entry in 0..<values.rowCount {
      let range = Int(offsets[entry])..<Int(offsets[entry &+ 1])
      hasResult.append(transform(bytes.extracting(range), &builder.storage))
      if hasResult[entry] { builder.endValue() } else { builder.appendMissing() }
    }
    let mapped = builder.finish()
    guard hasResult.contains(false) else { return (mapped, codes) }
    let kept = codes.map { $0 != Self.missing && hasResult[Int($0)] ? $0 : Self.missing }
    return (TextColumn(storage: mapped.storage, offsets: mapped.offsets), kept)
  }
}
