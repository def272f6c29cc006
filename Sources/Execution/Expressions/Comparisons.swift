import MartletColumns

extension ExpressionValue {
  /// `==` and `!=` compare as numbers where both sides are numbers, else as texts; the orderings exist for numbers only.
  func compared(_ comparison: RowExpression.Comparison, with other: ExpressionValue, in mask: RowMask)
    -> ExpressionValue
  {
    switch comparison {
    case .equal: equals(other, in: mask, wanted: true)
    case .notEqual: equals(other, in: mask, wanted: false)
    case .less: ordered(with: other, in: mask) { $0 < $1 }
    case .lessOrEqual: ordered(with: other, in: mask) { $0 <= $1 }
    case .greater: ordered(with: other, in: mask) { $0 > $1 }
    case .greaterOrEqual: ordered(with: other, in: mask) { $0 >= $1 }
    }
  }

  @inline(__always)
  private func ordered(
    with other: ExpressionValue, in mask: RowMask, _ holds: (Double, Double) -> Bool
  ) -> ExpressionValue {
    switch (self, other) {
    case (.column(let left), .column(let right)):
      let left = left.asNumbers(in: mask)
      let right = right.asNumbers(in: mask)
      var present = mask
      if let presence = left.presence { present.formIntersection(presence) }
      if let presence = right.presence { present.formIntersection(presence) }
      let lefts = left.values.span
      let rights = right.values.span
      var truth = present
      truth.keep { holds(lefts[$0], rights[$0]) }
      return .column(.boolean(truth, presence: present.isFull ? nil : present))
    case (.column, _):
      guard let right = other.constantNumber else { return .none }
      return mapped(mask) { column, rows in Self.truth(of: column, in: rows) { holds($0, right) } }
    case (_, .column):
      guard let left = constantNumber else { return .none }
      return other.mapped(mask) { column, rows in Self.truth(of: column, in: rows) { holds(left, $0) } }
    default:
      guard let left = constantNumber, let right = other.constantNumber else { return .none }
      return .boolean(holds(left, right))
    }
  }

  @inline(__always)
  private static func truth(of column: Column, in rows: RowMask, _ holds: (Double) -> Bool) -> Column {
    let numbers = column.asNumbers(in: rows)
    var present = rows
    if let presence = numbers.presence { present.formIntersection(presence) }
    let values = numbers.values.span
    var truth = present
    truth.keep { holds(values[$0]) }
    return .boolean(truth, presence: present.isFull ? nil : present)
  }

  private func equals(_ other: ExpressionValue, in mask: RowMask, wanted: Bool) -> ExpressionValue {
    switch (self, other) {
    case (.none, _), (_, .none):
      return .none
    case (.column(let left), .column(let right)):
      return .column(Self.equality(left, right, in: mask, wanted: wanted))
    case (.column, _):
      return equals(constant: other, in: mask, wanted: wanted)
    case (_, .column):
      return other.equals(constant: self, in: mask, wanted: wanted)
    default:
      if let left = constantNumber, let right = other.constantNumber { return .boolean((left == right) == wanted) }
      return .boolean((constantText == other.constantText) == wanted)
    }
  }

  private func equals(constant: ExpressionValue, in mask: RowMask, wanted: Bool) -> ExpressionValue {
    guard let text = constant.constantText else { return .none }
    let number = constant.constantNumber
    return mapped(mask) { column, rows in
      var truth = rows
      if let number {
        let numbers = column.asNumbers(in: rows)
        let values = numbers.values.span
        if let presence = numbers.presence { truth.formIntersection(presence) }
        truth.keep { values[$0] == number }
      } else {
        let bytes = text.span
        column.keep(in: &truth) { $0.isEqual(to: bytes) }
      }
      return Self.verdict(truth, in: rows, presence: column.presence, wanted: wanted)
    }
  }

  private static func equality(_ left: Column, _ right: Column, in mask: RowMask, wanted: Bool) -> Column {
    var present = mask
    if let presence = left.presence { present.formIntersection(presence) }
    if let presence = right.presence { present.formIntersection(presence) }
    let leftNumbers = left.asNumbers(in: present)
    let rightNumbers = right.asNumbers(in: present)
    let lefts = left.asText()
    let rights = right.asText()
    let leftBytes = lefts.storage.span
    let rightBytes = rights.storage.span
    var truth = present
    truth.keep { row in
      if leftNumbers.isPresent(row), rightNumbers.isPresent(row) {
        return leftNumbers.values[row] == rightNumbers.values[row]
      }
      return leftBytes.extracting(lefts.range(of: row)).isEqual(to: rightBytes.extracting(rights.range(of: row)))
    }
    return verdict(truth, in: mask, presence: present, wanted: wanted)
  }

  private static func verdict(_ truth: RowMask, in rows: RowMask, presence: RowMask?, wanted: Bool) -> Column {
    var present = rows
    if let presence { present.formIntersection(presence) }
    if wanted { return .boolean(truth, presence: present.isFull ? nil : present) }
    var untruth = present
    untruth.subtract(truth)
    return .boolean(untruth, presence: present.isFull ? nil : present)
  }
}

extension Span<UInt8> {
  @inline(__always)
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
