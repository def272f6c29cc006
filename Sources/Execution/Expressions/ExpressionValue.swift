import MartletColumns

/// The value of an expression in a batch: the same in every row, or a column.
enum ExpressionValue {
  case none
  case text(String)
  case number(Double)
  case boolean(Bool)
  case column(Column)

  /// The value in every row; `nil` when no row has one.
  func asColumn(rowCount: Int) -> Column? {
    switch self {
    case .none: return nil
    case .text(let text): return .constant(text, count: rowCount)
    case .boolean(let truth): return .constant(truth ? "true" : "false", count: rowCount)
    case .column(let column): return column
    case .number(let number):
      var text: [UInt8] = []
      guard NumberText.append(number, to: &text) else { return nil }
      return .constant(String(decoding: text, as: UTF8.self), count: rowCount)
    }
  }

  /// The same value in every row as a text.
  var constantText: [UInt8]? {
    switch self {
    case .none, .column: return nil
    case .text(let text): return Array(text.utf8)
    case .boolean(let truth): return Array((truth ? "true" : "false").utf8)
    case .number(let number):
      var text: [UInt8] = []
      return NumberText.append(number, to: &text) ? text : nil
    }
  }

  /// The same number in every row.
  var constantNumber: Double? {
    switch self {
    case .number(let number): return number
    case .text(let text):
      let bytes = Array(text.utf8)
      return NumberText.parse(bytes.span)
    case .none, .boolean, .column: return nil
    }
  }

  /// Applies an operation of one value. For a dictionary it runs once per entry.
  func mapped(_ rowMask: RowMask, _ operation: (Column, RowMask) -> Column?) -> ExpressionValue {
    switch self {
    case .none:
      return .none
    case .text, .number, .boolean:
      guard let single = asColumn(rowCount: 1), let result = operation(single, RowMask(allOf: 1)) else { return .none }
      return .repeating(result)
    case .column(.dictionary(let dictionary)) where dictionary.values.rowCount < dictionary.codes.count:
      let entries = RowMask(allOf: dictionary.values.rowCount)
      guard let result = operation(.text(dictionary.values), entries) else { return .none }
      return .column(result.gather(orMissing: dictionary.codes))
    case .column(let column):
      return operation(column, rowMask).map { .column($0) } ?? .none
    }
  }

  /// The value of a column of one row, as the same value in every row.
  private static func repeating(_ column: Column) -> ExpressionValue {
    guard column.isPresent(0) else { return .none }
    switch column {
    case .double(let numbers): return .number(numbers.values[0])
    case .integer(let numbers): return .number(Double(numbers.values[0]))
    case .text, .dictionary: return column.asText().string(at: 0).map { .text($0) } ?? .none
    }
  }
}
