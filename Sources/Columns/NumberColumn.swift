/// Numbers of one field, one element per row; rows without a value hold an unspecified number.
public struct NumberColumn<Element: Sendable>: Sendable {
  public let values: [Element]
  /// `nil` when every row has a value.
  public let presence: RowMask?

  public init(_ values: [Element], presence: RowMask? = nil) {
    self.values = values
    self.presence = presence
  }

  @inlinable
  public func isPresent(_ row: Int) -> Bool { presence?[row] ?? true }

  func gather(_ rows: [UInt32]) -> NumberColumn {
    var gathered: [Element] = []
    gathered.reserveCapacity(rows.count)
    for row in rows { gathered.append(values[Int(row)]) }
    return NumberColumn(gathered, presence: presence?.gather(rows))
  }
}

extension RowMask {
  /// The bits at the given positions, which may repeat.
  public func gather(_ rows: [UInt32]) -> RowMask {
    var gathered = RowMask(noneOf: rows.count)
    for (index, row) in rows.enumerated() where self[Int(row)] { gathered[index] = true }
    return gathered
  }
}
