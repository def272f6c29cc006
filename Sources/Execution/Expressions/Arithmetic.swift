import MartletColumns

extension ExpressionValue {
  /// Unary minus: no value where there is no number.
  func negated(in mask: RowMask) -> ExpressionValue {
    mapped(mask) { column, rows in column.mapNumber(in: rows) { -$0 } }
  }

  /// `!`: swaps true and false; of a number, whether it is zero; of anything else no value.
  func inverted(in mask: RowMask) -> ExpressionValue {
    mapped(mask) { column, rows in
      if case .double(let numbers) = column { return Self.isZero(numbers, rows) }
      if case .integer = column { return Self.isZero(column.asNumbers(in: rows), rows) }
      let (yes, no) = (Array("true".utf8), Array("false".utf8))
      return column.mapText(in: rows) { text, result in
        if text.isEqual(to: yes.span) {
          result.append(contentsOf: no)
        } else if text.isEqual(to: no.span) {
          result.append(contentsOf: yes)
        } else {
          guard let number = NumberText.parse(text) else { return false }
          result.append(contentsOf: number == 0 ? yes : no)
        }
        return true
      }
    }
  }

  private static func isZero(_ numbers: NumberColumn<Double>, _ rows: RowMask) -> Column {
    var truth = rows
    let values = numbers.values.span
    truth.keep { values[$0] == 0 }
    return .boolean(truth, presence: numbers.presence)
  }

  /// Arithmetic is in doubles; a result that is no finite number is no value, division by zero among them.
  func combined(
    _ operation: RowExpression.Arithmetic, with other: ExpressionValue, in mask: RowMask
  ) -> ExpressionValue {
    switch operation {
    case .add: combined(with: other, in: mask) { $0 + $1 }
    case .subtract: combined(with: other, in: mask) { $0 - $1 }
    case .multiply: combined(with: other, in: mask) { $0 * $1 }
    case .divide: combined(with: other, in: mask) { $0 / $1 }
    case .remainder: combined(with: other, in: mask) { $0.truncatingRemainder(dividingBy: $1) }
    }
  }

  @inline(__always)
  private func combined(
    with other: ExpressionValue, in mask: RowMask, _ operation: (Double, Double) -> Double
  ) -> ExpressionValue {
    switch (self, other) {
    case (.column(let left), .column(let right)):
      let left = left.asNumbers(in: mask)
      let right = right.asNumbers(in: mask)
      var present = mask
      if let presence = left.presence { present.formIntersection(presence) }
      if let presence = right.presence { present.formIntersection(presence) }
      var results = left.values
      let others = right.values.span
      present.keep { row in
        results[row] = operation(results[row], others[row])
        return results[row].isFinite
      }
      return .column(.double(NumberColumn(results, presence: present.isFull ? nil : present)))
    case (.column, _):
      guard let right = other.constantNumber else { return .none }
      return mapped(mask) { column, rows in column.mapNumber(in: rows) { operation($0, right) } }
    case (_, .column):
      guard let left = constantNumber else { return .none }
      return other.mapped(mask) { column, rows in column.mapNumber(in: rows) { operation(left, $0) } }
    default:
      guard let left = constantNumber, let right = other.constantNumber else { return .none }
      let result = operation(left, right)
      return result.isFinite ? .number(result) : .none
    }
  }
}
