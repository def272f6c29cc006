extension Column {
  /// A text column over the rows of `mask`, for values that depend on several columns.
  ///
  /// `body` appends the value of a living row to the buffer and returns true, or returns false for no value.
  @inlinable
  public static func text<Failure: Error>(
    in mask: RowMask, _ body: (Int, inout [UInt8]) throws(Failure) -> Bool
  ) throws(Failure) -> Column {
    var builder = TextColumnBuilder(rowCapacity: mask.rowCount)
    for row in 0..<mask.rowCount {
      if mask[row], try body(row, &builder.storage) { builder.endValue() } else { builder.appendMissing() }
    }
    return .text(builder.finish())
  }

  /// A column of numbers over the rows of `mask`; `nil`, and what is not finite, is no value.
  @inlinable
  public static func numbers(in mask: RowMask, _ body: (Int) -> Double?) -> Column {
    var values = [Double](repeating: 0, count: mask.rowCount)
    var presence = mask
    presence.keep { row in
      guard let value = body(row), value.isFinite else { return false }
      values[row] = value
      return true
    }
    return .double(NumberColumn(values, presence: presence.isFull ? nil : presence))
  }

  /// A column of whole numbers over the rows of `mask`; `nil` is no value.
  @inlinable
  public static func integers(in mask: RowMask, _ body: (Int) -> Int64?) -> Column {
    var values = [Int64](repeating: 0, count: mask.rowCount)
    var presence = mask
    presence.keep { row in
      guard let value = body(row) else { return false }
      values[row] = value
      return true
    }
    return .integer(NumberColumn(values, presence: presence.isFull ? nil : presence))
  }

  /// The values of `first` in the rows of `mask`, those of `second` in the others.
  public static func choosing(_ first: Column?, in mask: RowMask, else second: Column?) -> Column {
    let rowCount = mask.rowCount
    if case .dictionary(let left) = first ?? .missing(count: rowCount),
      case .dictionary(let right) = second ?? .missing(count: rowCount)
    {
      return .dictionary(DictionaryColumn.choosing(left, in: mask, else: right))
    }
    let left = (first ?? .missing(count: rowCount)).asText()
    let right = (second ?? .missing(count: rowCount)).asText()
    return text(in: RowMask(allOf: rowCount)) { row, text in
      mask[row] ? left.append(row, to: &text) : right.append(row, to: &text)
    }
  }

  /// The column with `text` in every row that has no value, and, when `alsoEmpty`, in those whose value is empty.
  public func filled(with text: String, alsoEmpty: Bool = false) -> Column {
    switch self {
    case .integer(let column) where column.presence == nil: return self
    case .double(let column) where column.presence == nil: return self
    case .text(let column) where column.presence == nil && !alsoEmpty: return self
    case .dictionary(let column):
      var needed = RowMask(noneOf: column.codes.count)
      for (row, code) in column.codes.enumerated() {
        let isEmpty = code != DictionaryColumn.missing && column.values.range(of: Int(code)).isEmpty
        if code == DictionaryColumn.missing || (alsoEmpty && isEmpty) { needed[row] = true }
      }
      if needed.isEmpty { return self }
      return .choosing(.constant(text, count: column.codes.count), in: needed, else: self)
    default:
      let column = asText()
      return Column.text(in: RowMask(allOf: column.rowCount)) { row, value in
        if !column.append(row, to: &value) || (alsoEmpty && column.range(of: row).isEmpty) {
          value.append(contentsOf: text.utf8)
        }
        return true
      }
    }
  }
}

extension TextColumn {
  /// Appends the value of a row, if it has one.
  @inlinable
  public func append(_ row: Int, to text: inout [UInt8]) -> Bool {
    guard isPresent(row) else { return false }
    text.append(contentsOf: storage[range(of: row)])
    return true
  }
}

extension DictionaryColumn {
  /// Both tables in one, in which equal entries share a code.
  static func choosing(_ first: DictionaryColumn, in mask: RowMask, else second: DictionaryColumn) -> DictionaryColumn {
    var entries: [[UInt8]] = []
    var numbers: [[UInt8]: UInt32] = [:]
    let left = first.values.merge(into: &entries, &numbers)
    let right = second.values.merge(into: &entries, &numbers)
    var codes: [UInt32] = []
    codes.reserveCapacity(mask.rowCount)
    for row in 0..<mask.rowCount {
      let code = mask[row] ? first.codes[row] : second.codes[row]
      codes.append(code == missing ? missing : mask[row] ? left[Int(code)] : right[Int(code)])
    }
    var builder = TextColumnBuilder(rowCapacity: entries.count)
    for entry in entries { builder.append(entry) }
    return DictionaryColumn(codes: codes, values: builder.finish())
  }
}

extension TextColumn {
  /// The code of each row's value among `entries`, to which new values are added.
  fileprivate func merge(into entries: inout [[UInt8]], _ numbers: inout [[UInt8]: UInt32]) -> [UInt32] {
    (0..<rowCount).map { row in
      let bytes = Array(storage[range(of: row)])
      if let number = numbers[bytes] { return number }
      let number = UInt32(entries.count)
      numbers[bytes] = number
      entries.append(bytes)
      return number
    }
  }
}
