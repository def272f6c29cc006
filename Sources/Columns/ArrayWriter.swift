/// Changes elements of an array, the fields `name[0]`, `name[1]`, …, row by row.
///
/// Rows must come in ascending order; rows that are not mentioned keep what they have.
public struct ArrayWriter: ~Copyable {
  /// What becomes of one element: the rows that change, and their new values; `nil` removes the field.
  private struct Element {
    var rows: [Int] = []
    var values: [Range<Int>?] = []
  }

  private let prefix: String
  private let suffix: String
  private var elements: [Element] = []
  private var bytes: [UInt8] = []

  /// - Parameters:
  ///   - prefix: what stands before the brackets.
  ///   - suffix: what stands after them; empty for a plain array.
  public init(_ prefix: String, suffix: String = "") {
    self.prefix = prefix
    self.suffix = suffix
  }

  /// Gives an element of a row a value. Elements of a row are set once each.
  public mutating func set(_ index: Int, to value: some Sequence<UInt8>, in row: Int) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    record(start..<bytes.count, for: index, in: row)
  }

  /// Removes an element of a row.
  public mutating func remove(_ index: Int, in row: Int) {
    record(nil, for: index, in: row)
  }

  /// Makes `values` the elements of a row that had `count` of them.
  public mutating func replace(_ count: Int, with values: [[UInt8]], in row: Int) {
    for (index, value) in values.enumerated() { set(index, to: value, in: row) }
    for index in values.count..<max(values.count, count) { remove(index, in: row) }
  }

  private mutating func record(_ value: Range<Int>?, for index: Int, in row: Int) {
    while elements.count <= index { elements.append(Element()) }
    elements[index].rows.append(row)
    elements[index].values.append(value)
  }

  /// Writes the elements to the batch.
  public consuming func assign(to batch: inout Batch) {
    for (index, element) in elements.enumerated() where !element.rows.isEmpty {
      let name = "\(prefix)[\(index)]\(suffix)"
      let old = batch[name]?.asText()
      if old == nil, element.values.allSatisfy({ $0 == nil }) { continue }
      var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
      var next = 0
      for row in 0..<batch.rowCount {
        if next < element.rows.count, element.rows[next] == row {
          if let value = element.values[next] { builder.append(bytes[value]) } else { builder.appendMissing() }
          next += 1
        } else if let old, old.isPresent(row) {
          builder.append(old.storage.span.extracting(old.range(of: row)))
        } else {
          builder.appendMissing()
        }
      }
      batch.set(name, to: .text(builder.finish()))
    }
  }
}
