import MartletColumns

/// The sort keys of some rows, taken out of their columns so that comparing two rows touches no optional.
struct SortKeys {
  enum Values {
    /// Not-a-number stands for a value that does not fit.
    case numbers([Double])
    case texts(TextColumn)
    case mixed([Double], TextColumn)
  }

  private var values: [(values: Values, isDescending: Bool)]

  init(_ order: [RowOrder.Key], of batch: Batch) {
    values = order.map { key in
      let column = batch[key.field] ?? .missing(count: batch.rowCount)
      let values: Values =
        switch key.comparison {
        case .number: .numbers(Self.numbers(column))
        case .hexadecimal: .numbers(Self.hexadecimals(column))
        case .text: .texts(column.asText())
        case .any: .mixed(Self.numbers(column), column.asText())
        }
      return (values, key.isDescending)
    }
  }

  private static func numbers(_ column: Column) -> [Double] {
    let numbers = column.asNumbers(in: RowMask(allOf: column.rowCount))
    guard let presence = numbers.presence else { return numbers.values }
    return numbers.values.indices.map { presence[$0] ? numbers.values[$0] : .nan }
  }

  private static func hexadecimals(_ column: Column) -> [Double] {
    numbers(column.mapTextToNumber(in: RowMask(allOf: column.rowCount)) { hexadecimal($0) })
  }

  /// The only key as numbers that ascend in the wanted order; `nil` when there are several keys or it is a text.
  var singleNumbers: [Double]? {
    guard values.count == 1, case .numbers(let numbers) = values[0].values else { return nil }
    return values[0].isDescending ? numbers.map { -$0 } : numbers
  }

  /// Whether the left row comes before (negative), after (positive) or beside the right row.
  func compare(_ left: Int, _ right: Int) -> Int {
    compare(left, self, right)
  }

  /// The same for a right row among other keys of the same order.
  func compare(_ left: Int, _ other: SortKeys, _ right: Int) -> Int {
    for index in values.indices {
      let isDescending = values[index].isDescending
      let result: Int
      switch (values[index].values, other.values[index].values) {
      case (.numbers(let own), .numbers(let others)):
        result = Self.compare(own[left], others[right], isDescending)
      case (.texts(let own), .texts(let others)):
        result = Self.compare(own, left, others, right, isDescending)
      case (.mixed(let own, let ownTexts), .mixed(let others, let otherTexts)):
        let numeric = Self.compare(own[left], others[right], isDescending)
        result =
          numeric == 0 && own[left].isNaN ? Self.compare(ownTexts, left, otherTexts, right, isDescending) : numeric
      default:
        preconditionFailure("keys of one order have the same kinds")
      }
      if result != 0 { return result }
    }
    return 0
  }

  private static func compare(_ left: Double, _ right: Double, _ isDescending: Bool) -> Int {
    if left < right { return isDescending ? 1 : -1 }
    if left > right { return isDescending ? -1 : 1 }
    return (left.isNaN ? 1 : 0) - (right.isNaN ? 1 : 0)
  }

  private static func compare(
    _ left: TextColumn, _ leftRow: Int, _ right: TextColumn, _ rightRow: Int, _ isDescending: Bool
  ) -> Int {
    let leftIsPresent = left.isPresent(leftRow)
    let rightIsPresent = right.isPresent(rightRow)
    guard leftIsPresent, rightIsPresent else { return (leftIsPresent ? 0 : 1) - (rightIsPresent ? 0 : 1) }
    let leftBytes = left.storage.span.extracting(left.range(of: leftRow))
    let rightBytes = right.storage.span.extracting(right.range(of: rightRow))
    for index in 0..<min(leftBytes.count, rightBytes.count) where leftBytes[index] != rightBytes[index] {
      return (leftBytes[index] < rightBytes[index]) != isDescending ? -1 : 1
    }
    if leftBytes.count == rightBytes.count { return 0 }
    return (leftBytes.count < rightBytes.count) != isDescending ? -1 : 1
  }
}

/// The number a hexadecimal text stands for, with or without `0x`.
private func hexadecimal(_ text: Span<UInt8>) -> Double? {
  var index = 0
  if text.count > 2, text[0] == UInt8(ascii: "0"), text[1] | 0x20 == UInt8(ascii: "x") { index = 2 }
  guard index < text.count else { return nil }
  var value = 0.0
  while index < text.count {
    let digit: UInt8
    switch text[index] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = text[index] - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = text[index] - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = text[index] - UInt8(ascii: "A") + 10
    default: return nil
    }
    value = value * 16 + Double(digit)
    index += 1
  }
  return value
}
