import MartletColumns

/// Where in the input each group first occurred, so that the order of groups does not depend on the workers.
struct FirstSeen {
  private var positions: [UInt64] = []
  /// Which of several rows made of one event it was.
  private var ties: [UInt32] = []
  /// The rows noted so far: their place where batches have no positions.
  private var arrivals: UInt64 = 0
  private var latest: UInt64 = 0

  var byteCount: Int { 12 &* positions.capacity }

  /// Notes rows by the number of their group; `count` is the number of groups known by now.
  mutating func note(_ groups: [UInt32], count: Int, positions batchPositions: [UInt64]) {
    let isNumbered = batchPositions.count == groups.count
    let known = positions.count
    for _ in known..<count {
      positions.append(.max)
      ties.append(.max)
    }
    var tie: UInt32 = 0
    var previous = UInt64.max
    for (row, group) in groups.enumerated() {
      let position = isNumbered ? batchPositions[row] : arrivals &+ UInt64(row)
      tie = position == previous ? tie &+ 1 : 0
      previous = position
      lower(Int(group), to: position, tie)
    }
    arrivals &+= UInt64(groups.count)
  }

  private mutating func lower(_ group: Int, to position: UInt64, _ tie: UInt32) {
    if position < positions[group] || (position == positions[group] && tie < ties[group]) {
      positions[group] = position
      ties[group] = tie
    }
  }

  /// Adds groups that no event fell into.
  mutating func grow(to count: Int) {
    for _ in positions.count..<max(count, positions.count) {
      positions.append(.max)
      ties.append(.max)
    }
  }

  func export(into rows: inout Batch) {
    rows.set("first", to: .integer(NumberColumn(positions.map { Int64(bitPattern: $0) })))
    rows.set("tie", to: .integer(NumberColumn(ties.map { Int64($0) })))
  }

  mutating func merge(_ rows: Batch, numbers: [UInt32], count: Int) {
    guard case .integer(let firsts)? = rows["first"], case .integer(let tied)? = rows["tie"] else { return }
    for _ in positions.count..<count {
      positions.append(.max)
      ties.append(.max)
    }
    for (row, group) in numbers.enumerated() {
      lower(Int(group), to: UInt64(bitPattern: firsts.values[row]), UInt32(tied.values[row]))
    }
  }

  /// Whether one group occurred before another.
  func isBefore(_ left: Int, _ right: Int) -> Bool {
    if positions[left] != positions[right] { return positions[left] < positions[right] }
    if ties[left] != ties[right] { return ties[left] < ties[right] }
    return left < right
  }
}
