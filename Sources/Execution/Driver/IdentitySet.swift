import MartletColumns
import Synchronization

/// The identities seen so far, as 128-bit hashes. Workers come here one after the other, through a turnstile.
final class IdentitySet: Sendable {
  fileprivate struct Table {
    /// Pairs of words; two zeros are free.
    var slots: [UInt64] = Array(repeating: 0, count: 2048)
    var count = 0
    var charged = 0
  }

  private let table = Mutex(Table())
  private let budget: MemoryBudget

  init(budget: MemoryBudget) {
    self.budget = budget
  }

  deinit { table.withLock { budget.release($0.charged) } }

  /// Clears the mask bits of rows whose identity was seen before, and notes the others. Rows without an identity stay.
  func keepUnseen(_ identities: TextColumn, in mask: inout RowMask) throws(ExecutionError) {
    var kept = mask
    try table.withLock { (table) throws(ExecutionError) in
      let bytes = identities.storage.span
      kept.keep { row in
        guard identities.isPresent(row) else { return true }
        let text = bytes.extracting(identities.range(of: row))
        return table.insert(ByteHash.hash(text) | 1, ByteHash.hash(text, seed: ~ByteHash.seed))
      }
      let held = table.slots.count * 8
      if held > table.charged {
        let growth = held - table.charged
        table.charged = held
        try budget.charge(growth, for: "the search for duplicate events")
      }
    }
    mask = kept
  }
}

extension IdentitySet.Table {
  /// Whether the hash was new.
  fileprivate mutating func insert(_ first: UInt64, _ second: UInt64) -> Bool {
    let wrap = slots.count / 2 &- 1
    var slot = Int(truncatingIfNeeded: second) & wrap
    while slots[2 &* slot] != 0 {
      if slots[2 &* slot] == first, slots[2 &* slot &+ 1] == second { return false }
      slot = (slot &+ 1) & wrap
    }
    slots[2 &* slot] = first
    slots[2 &* slot &+ 1] = second
    count += 1
    // Three quarters full at most, a slot being two words.
    if count &* 8 > slots.count &* 3 { grow() }
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    let wrap = slots.count / 2 &- 1
    var index = 0
    while index < old.count {
      if old[index] != 0 {
        var slot = Int(truncatingIfNeeded: old[index &+ 1]) & wrap
        while slots[2 &* slot] != 0 { slot = (slot &+ 1) & wrap }
        slots[2 &* slot] = old[index]
        slots[2 &* slot &+ 1] = old[index &+ 1]
      }
      index &+= 2
    }
  }
}
