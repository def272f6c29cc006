public import MartletColumns

/// Finds rows of a table by the texts in some of its columns.
///
/// A value, so all workers share one. Rows that lack a key are never found.
public struct KeyIndex: Sendable {
  /// The texts of each key column.
  private let texts: [TextInterner]
  private let tuples: TupleTable
  /// The rows of tuple `t` are `rows[starts[t]..<starts[t + 1]]`, ascending.
  private let starts: [UInt32]
  private let rows: [UInt32]

  /// - Parameter keys: one column per key, at least one; one row per row of the table.
  public init(_ keys: [Column]) {
    let rowCount = keys[0].rowCount
    var complete = RowMask(allOf: rowCount)
    for key in keys { if let presence = key.presence { complete.formIntersection(presence) } }
    let kept = complete.rows
    var texts: [TextInterner] = []
    var parts: [[UInt32]] = []
    for key in keys {
      var interner = TextInterner()
      parts.append(interner.intern(key.gather(kept)))
      texts.append(interner)
    }
    var tuples = TupleTable(width: keys.count)
    let numbers = tuples.numbers(of: parts, rowCount: kept.count)
    var starts = [UInt32](repeating: 0, count: tuples.count + 1)
    for number in numbers { starts[Int(number) + 1] += 1 }
    for tuple in 0..<tuples.count { starts[tuple + 1] += starts[tuple] }
    var next = starts
    var rows = [UInt32](repeating: 0, count: kept.count)
    for (index, number) in numbers.enumerated() {
      rows[Int(next[Int(number)])] = kept[index]
      next[Int(number)] += 1
    }
    self.texts = texts
    self.tuples = tuples
    self.starts = starts
    self.rows = rows
  }

  /// For each row of `keys`, the tuple it names: what `rows(of:)` takes; `nil` where no row has it.
  public func tuples(of keys: [Column]) -> [Int?] {
    let parts = zip(texts, keys).map { $0.knownNumbers(of: $1) }
    return tuples.knownNumbers(of: parts, rowCount: keys[0].rowCount).map { $0 == TupleTable.unknown ? nil : Int($0) }
  }

  /// The rows of the table that have a tuple, ascending.
  public func rows(of tuple: Int) -> ArraySlice<UInt32> {
    rows[Int(starts[tuple])..<Int(starts[tuple + 1])]
  }

  /// An estimate of the memory held.
  public var byteCount: Int { texts.reduce(tuples.byteCount + 4 * (starts.count + rows.count)) { $0 + $1.byteCount } }
}
