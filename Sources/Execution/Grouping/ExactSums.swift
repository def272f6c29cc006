/// Sums of numbers per group that come out the same in whatever order, and on however many workers, they were added.
///
/// A sum is kept as two numbers that do not overlap, and what those cannot hold goes to a list that is rarely needed;
/// nothing is ever rounded away before `sum(of:)`.
public struct ExactSums: Sendable {
  private var high: [Double] = []
  private var low: [Double] = []
  /// What is left over, by group.
  private var rest: [Int: [Double]] = [:]

  public init() {}

  public var count: Int { high.count }

  /// An estimate of the memory held.
  public var byteCount: Int { 16 &* high.capacity &+ 96 &* rest.count }

  /// Makes room for `count` groups; new ones have the sum 0.
  public mutating func grow(to count: Int) {
    while high.count < count {
      high.append(0)
      low.append(0)
    }
  }

  @inline(__always)
  public mutating func add(_ number: Double, to group: Int) {
    let (sum, error) = Self.add(high[group], number)
    guard sum.isFinite else {
      high[group] = sum  // Beyond the range of numbers: no value, whatever follows.
      return
    }
    let (smaller, left) = Self.add(low[group], error)
    high[group] = sum
    low[group] = smaller
    if left != 0 { keep(left, of: group) }
  }

  /// Adds a product without rounding it.
  public mutating func add(product left: Double, _ right: Double, to group: Int) {
    let rounded = left * right
    add(rounded, to: group)
    if rounded.isFinite { add((-rounded).addingProduct(left, right), to: group) }
  }

  /// Adds what another set of sums holds for one group.
  public mutating func add(_ other: ExactSums, group: Int, to target: Int) {
    for part in other.parts(of: group) { add(part, to: target) }
  }

  /// Numbers whose exact sum is the group's: how a sum travels.
  public func parts(of group: Int) -> [Double] {
    [high[group], low[group]] + (rest[group] ?? [])
  }

  /// The sum, correctly rounded.
  public func sum(of group: Int) -> Double {
    if low[group] == 0, rest[group] == nil { return high[group] }
    return Self.rounded(parts(of: group))
  }

  private mutating func keep(_ number: Double, of group: Int) {
    var expansion = rest[group] ?? []
    Self.extend(&expansion, by: number)
    rest[group] = expansion.isEmpty ? nil : expansion
  }

  /// The rounded sum and what rounding lost, exactly (Knuth).
  @inline(__always)
  private static func add(_ left: Double, _ right: Double) -> (sum: Double, error: Double) {
    let sum = left + right
    let share = sum - left
    return (sum, (left - (sum - share)) + (right - share))
  }

  /// Adds a number to parts that do not overlap and ascend in magnitude (Shewchuk).
  private static func extend(_ parts: inout [Double], by number: Double) {
    var carried = number
    var kept = 0
    for part in parts {
      let (sum, error) = add(carried, part)
      if error != 0 {
        parts[kept] = error
        kept += 1
      }
      carried = sum
    }
    parts.removeSubrange(kept...)
    if carried != 0 { parts.append(carried) }
  }

  /// The exact sum of numbers, rounded once, halves to even.
  private static func rounded(_ numbers: [Double]) -> Double {
    var parts: [Double] = []
    for number in numbers { extend(&parts, by: number) }
    guard var sum = parts.popLast() else { return 0 }
    while let next = parts.popLast() {
      let (total, error) = add(sum, next)
      sum = total
      guard error != 0 else { continue }
      // A half is rounded away from what the remaining parts say.
      if let below = parts.last, (error < 0) == (below < 0) {
        let twice = error * 2
        let corrected = sum + twice
        if twice == corrected - sum { sum = corrected }
      }
      break
    }
    return sum
  }
}
