import MartletCatalog
import MartletColumns
import MartletExecution

/// An expression argument that counts characters, evaluated for a batch.
struct PositionArgument {
  /// `nil` when the argument was left out.
  private let column: NumberColumn<Double>?

  init(_ expression: ExpressionReference?, in batch: Batch, _ context: RunContext) throws(ExecutionError) {
    guard let expression else {
      column = nil
      return
    }
    let value = try context.value(of: expression, in: batch) ?? .missing(count: batch.rowCount)
    column = value.asNumbers(in: batch.mask)
  }

  /// The position; `fallback` when the argument was left out, `nil` when it is no whole number.
  func value(at row: Int, default fallback: Int) -> Int? {
    guard let column else { return fallback }
    guard column.isPresent(row) else { return nil }
    return Int(exactly: column.values[row])
  }
}
