import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Whole numbers per group, which grow with the groups.
struct Counts {
  private(set) var values: [Int64] = []

  var byteCount: Int { 8 &* values.capacity }

  mutating func grow(to count: Int) {
    if values.count < count { values.append(contentsOf: repeatElement(0, count: count - values.count)) }
  }

  /// Adds one for each row that `presence` has.
  mutating func tally(_ groups: [UInt32], presence: RowMask?) {
    if let presence {
      presence.forEach { values[Int(groups[$0])] &+= 1 }
    } else {
      for group in groups { values[Int(group)] &+= 1 }
    }
  }

  mutating func add(_ number: Int64, to group: Int) { values[group] &+= number }
}
