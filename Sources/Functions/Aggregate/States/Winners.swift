import MartletColumns

/// For each group some fields of the row that leads: the one with the largest or smallest number, and of equal ones
/// the last or first in the input.
struct Winners {
  let fields: [String]
  /// Whether the largest number leads, and of equal ones the last; otherwise the smallest, and the first.
  private let isLargest: Bool
  private var numbers: [Double] = []
  private var positions: [UInt64] = []
  private var hasWinner: [Bool] = []
  private var texts: [TextSlots]
  /// Rows seen so far: their place where batches have no positions.
  private var arrivals: UInt64 = 0

  init(fields: [String], isLargest: Bool) {
    self.fields = fields
    self.isLargest = isLargest
    texts = fields.map { _ in TextSlots() }
  }

  var byteCount: Int { texts.reduce(17 &* numbers.capacity) { $0 &+ $1.byteCount } }

  mutating func grow(to count: Int) {
    guard numbers.count < count else { return }
    let missing = count - numbers.count
    numbers.append(contentsOf: repeatElement(0, count: missing))
    positions.append(contentsOf: repeatElement(0, count: missing))
    hasWinner.append(contentsOf: repeatElement(false, count: missing))
    for index in texts.indices { texts[index].grow(to: count) }
  }

  /// Lets the rows of `eligible` compete. Rows have the given numbers.
  mutating func update(_ batch: Batch, groups: [UInt32], eligible: RowMask, numbers rowNumbers: [Double]) {
    let isNumbered = batch.positions.count == batch.rowCount
    var leaders: [UInt32: UInt32] = [:]
    eligible.forEach { row in
      let position = isNumbered ? batch.positions[row] : arrivals &+ UInt64(row)
      if take(rowNumbers[row], position, for: Int(groups[row])) { leaders[groups[row]] = UInt32(row) }
    }
    arrivals &+= UInt64(batch.rowCount)
    keep(leaders, of: batch)
  }

  /// Lets exported winners compete.
  mutating func merge(_ rows: Batch, groups: [UInt32]) {
    guard case .double(let ranks)? = rows["\0number"], case .integer(let places)? = rows["\0place"] else { return }
    var leaders: [UInt32: UInt32] = [:]
    for (row, group) in groups.enumerated() {
      let position = UInt64(bitPattern: places.values[row])
      if take(ranks.values[row], position, for: Int(group)) { leaders[group] = UInt32(row) }
    }
    keep(leaders, of: rows)
  }

  private mutating func take(_ number: Double, _ position: UInt64, for group: Int) -> Bool {
    if hasWinner[group] {
      let current = numbers[group]
      if isLargest {
        if number < current || (number == current && position < positions[group]) { return false }
      } else {
        if number > current || (number == current && position >= positions[group]) { return false }
      }
    }
    hasWinner[group] = true
    numbers[group] = number
    positions[group] = position
    return true
  }

  private mutating func keep(_ leaders: [UInt32: UInt32], of batch: Batch) {
    if leaders.isEmpty { return }
    let groups = Array(leaders.keys)
    let rows = Array(leaders.values)
    for (index, field) in fields.enumerated() {
      let column = (batch[field] ?? .missing(count: batch.rowCount)).gather(rows).asText()
      for (row, group) in groups.enumerated() { texts[index].set(Int(group), to: column, row: row) }
    }
  }

  /// The groups that have a winner, in order.
  func groups(below count: Int) -> [UInt32] {
    (0..<count).filter { $0 < hasWinner.count && hasWinner[$0] }.map { UInt32($0) }
  }

  /// The fields of the winners of the given groups.
  func rows(of groups: [UInt32]) -> Batch {
    Batch(zip(fields, texts).map { ($0, $1.column(of: groups)) }, rowCount: groups.count)
  }

  func export(below count: Int) -> PartialRows {
    let groups = groups(below: count)
    var rows = rows(of: groups)
    rows.set("\0number", to: .double(NumberColumn(groups.map { numbers[Int($0)] })))
    rows.set("\0place", to: .integer(NumberColumn(groups.map { Int64(bitPattern: positions[Int($0)]) })))
    return PartialRows(rows: rows, groups: groups)
  }

  /// Exported winners, and the group of each.
  struct PartialRows {
    var rows: Batch
    var groups: [UInt32]
  }
}
