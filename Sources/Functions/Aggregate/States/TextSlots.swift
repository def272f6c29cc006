import MartletColumns

/// One text per group, or none, laid end to end in one arena that is cleaned up when most of it is stale.
struct TextSlots {
  private var storage: [UInt8] = []
  private var starts: [Int] = []
  /// The length of each group's text; negative for none.
  private var lengths: [Int] = []
  private var live = 0

  var byteCount: Int { storage.capacity &+ 16 &* starts.capacity }

  mutating func grow(to count: Int) {
    guard starts.count < count else { return }
    let missing = count - starts.count
    starts.append(contentsOf: repeatElement(0, count: missing))
    lengths.append(contentsOf: repeatElement(-1, count: missing))
  }

  /// Gives a group the value that a row of `texts` has.
  mutating func set(_ group: Int, to texts: TextColumn, row: Int) {
    live -= max(lengths[group], 0)
    guard texts.isPresent(row) else {
      lengths[group] = -1
      return
    }
    let range = texts.range(of: row)
    starts[group] = storage.count
    lengths[group] = range.count
    live += range.count
    storage.append(contentsOf: texts.storage[range])
    if storage.count > 4096, storage.count > 2 * live { compact() }
  }

  private mutating func compact() {
    var compacted: [UInt8] = []
    compacted.reserveCapacity(live)
    for group in starts.indices where lengths[group] > 0 {
      let start = compacted.count
      compacted.append(contentsOf: storage[starts[group]..<(starts[group] + lengths[group])])
      starts[group] = start
    }
    storage = compacted
  }

  func hasText(_ group: Int) -> Bool { lengths[group] >= 0 }

  /// The texts of the given groups.
  func column(of groups: [UInt32]) -> Column {
    var builder = TextColumnBuilder(rowCapacity: groups.count)
    for group in groups.map({ Int($0) }) {
      if lengths[group] >= 0 {
        builder.append(storage.span.extracting(starts[group]..<(starts[group] + lengths[group])))
      } else {
        builder.appendMissing()
      }
    }
    return .text(builder.finish())
  }
}
