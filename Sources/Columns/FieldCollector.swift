/// Collects fields whose names are found row by row, as parsers of JSON or key-value text find them.
///
/// Rows must come in ascending order. A name set twice in a row keeps the last value, unless the first one is to win.
/// Names and values are bytes, copied once; `assign` turns them into columns of the batch.
public struct FieldCollector: ~Copyable {
  /// The values of one field: the rows that have one, and where its bytes are.
  private struct Field {
    var name: [UInt8]
    var rows: [UInt32] = []
    var ranges: [Range<Int>] = []
  }

  private var fields: [Field] = []
  private var numbers: [[UInt8]: Int] = [:]
  private var bytes: [UInt8] = []
  /// The field that is likely to come next: rows tend to have the same fields in the same order.
  private var expected = 0

  public init() {}

  /// Gives `row` a value for `name`.
  public mutating func set(_ name: Span<UInt8>, to value: Span<UInt8>, in row: Int, keepsFirst: Bool = false) {
    let number = number(of: name)
    let start = bytes.count
    bytes.reserveCapacity(start + value.count)
    for index in value.indices { bytes.append(value[index]) }
    record(start..<bytes.count, for: number, in: row, keepsFirst: keepsFirst)
  }

  public mutating func set(_ name: [UInt8], to value: [UInt8], in row: Int, keepsFirst: Bool = false) {
    set(name.span, to: value.span, in: row, keepsFirst: keepsFirst)
  }

  /// Whether `row`, the one being collected, has a value for `name`.
  public mutating func has(_ name: Span<UInt8>, in row: Int) -> Bool {
    fields[number(of: name)].rows.last == UInt32(row)
  }

  /// Takes back what was collected for `row`, the last one.
  public mutating func discard(_ row: Int) {
    for number in fields.indices where fields[number].rows.last == UInt32(row) {
      fields[number].rows.removeLast()
      fields[number].ranges.removeLast()
    }
  }

  private mutating func record(_ range: Range<Int>, for number: Int, in row: Int, keepsFirst: Bool) {
    let row = UInt32(row)
    if fields[number].rows.last == row {
      if !keepsFirst { fields[number].ranges[fields[number].ranges.count - 1] = range }
    } else {
      fields[number].rows.append(row)
      fields[number].ranges.append(range)
    }
  }

  private mutating func number(of name: Span<UInt8>) -> Int {
    if expected < fields.count, equal(fields[expected].name, name) {
      defer { expected += 1 }
      return expected
    }
    var key: [UInt8] = []
    key.reserveCapacity(name.count)
    for index in name.indices { key.append(name[index]) }
    if let number = numbers[key] {
      expected = number + 1
      return number
    }
    let number = fields.count
    numbers[key] = number
    fields.append(Field(name: key))
    expected = number + 1
    return number
  }

  private func equal(_ left: [UInt8], _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.indices where left[index] != right[index] { return false }
    return true
  }

  /// Writes the collected fields to the rows that have them, in the order in which the names were first found.
  ///
  /// - Parameter overrides: whether values that rows already have are replaced.
  public consuming func assign(to batch: inout Batch, overrides: Bool = true) {
    for field in fields where !field.rows.isEmpty {
      let name = String(decoding: field.name, as: UTF8.self)
      var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
      let old = overrides ? nil : batch[name]
      var index = 0
      for row in 0..<batch.rowCount {
        if index < field.rows.count, field.rows[index] == UInt32(row) {
          if old?.isPresent(row) ?? false { builder.appendMissing() } else { builder.append(bytes[field.ranges[index]]) }
          index += 1
        } else {
          builder.appendMissing()
        }
      }
      batch.assign(.text(builder.finish()), to: name)
    }
  }
}
