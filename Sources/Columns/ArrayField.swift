/// The elements of an array: the fields `name[0]`, `name[1]`, … of a batch, up to the first that no row has.
public struct ArrayField: Sendable {
  public let elements: [TextColumn]

  /// - Parameters:
  ///   - prefix: what stands before the brackets.
  ///   - suffix: what stands after them, such as `.key`; empty for a plain array.
  ///   - first: the number of the element to begin with.
  public init(_ prefix: String, suffix: String = "", from first: Int = 0, in batch: Batch) {
    var elements: [TextColumn] = []
    while let column = batch["\(prefix)[\(first + elements.count)]\(suffix)"] { elements.append(column.asText()) }
    self.elements = elements
  }

  /// The number of elements of a row: it ends before the first missing one.
  public func count(in row: Int) -> Int {
    var count = 0
    while count < elements.count, elements[count].isPresent(row) { count += 1 }
    return count
  }

  /// The elements of a row as texts; for functions that move them around.
  public func texts(in row: Int) -> [[UInt8]] {
    (0..<count(in: row)).map { Array(elements[$0].storage[elements[$0].range(of: row)]) }
  }
}
