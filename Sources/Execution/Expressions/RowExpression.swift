public import MartletColumns

/// An expression over the fields of a row, evaluated for a whole batch at a time (language reference §4).
///
/// A value is a text that may be read as a number or as true and false, or no value at all.
public indirect enum RowExpression: Sendable {
  case field(String)
  case text(String)
  case number(Double)
  case boolean(Bool)
  case negative(RowExpression)
  case not(RowExpression)
  case arithmetic(Arithmetic, RowExpression, RowExpression)
  case comparison(Comparison, RowExpression, RowExpression)
  case function(any ValueFunction)
  /// True for the rows a filter keeps, false for the others.
  case test(any FilterFunction)

  public enum Arithmetic: Sendable { case add, subtract, multiply, divide, remainder }

  public enum Comparison: Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  /// The value of every living row; rows without one are missing in the column, `nil` when none has one. Dead rows
  /// hold anything.
  public func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    try value(in: batch, context).asColumn(rowCount: batch.rowCount)
  }

  func value(in batch: Batch, _ context: RunContext) throws(ExecutionError) -> ExpressionValue {
    switch self {
    case .field(let name):
      return batch[name].map { .column($0) } ?? .none
    case .text(let text):
      return .text(text)
    case .number(let number):
      return number.isFinite ? .number(number) : .none
    case .boolean(let truth):
      return .boolean(truth)
    case .negative(let operand):
      return try operand.value(in: batch, context).negated(in: batch.mask)
    case .not(let operand):
      return try operand.value(in: batch, context).inverted(in: batch.mask)
    case .arithmetic(let operation, let left, let right):
      return try left.value(in: batch, context).combined(
        operation, with: right.value(in: batch, context), in: batch.mask)
    case .comparison(let comparison, let left, let right):
      return try left.value(in: batch, context).compared(
        comparison, with: right.value(in: batch, context), in: batch.mask)
    case .function(let function):
      return try function.evaluate(batch, in: context).map { .column($0) } ?? .none
    case .test(let filter):
      var narrowed = batch
      try filter.narrow(&narrowed, in: context)
      return .column(.boolean(narrowed.mask, presence: batch.mask.isFull ? nil : batch.mask))
    }
  }
}
