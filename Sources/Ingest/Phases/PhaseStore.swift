import Synchronization

/// The records of operations that come in phases, put aside until all input was read.
///
/// They are kept by key in shards. When they come to more than the budget, all shards write what they hold to one
/// unlinked temporary file and go on; at the end each shard is brought back by itself, so that memory stays within the
/// budget as long as no single operation exceeds it.
final class PhaseStore: Sendable {
  static let shardCount = 64

  /// A record that was put aside.
  struct Record: Sendable {
    var key: PhaseKey
    var shape: NativeRecord.Shape
    var position: UInt64
    /// Its bytes in the buffer it came with.
    var range: Range<Int>
  }

  /// A mutex that can stand in an array.
  private final class Locked: Sendable {
    let shard = Mutex(Shard())
  }

  private struct Shard {
    var bytes: [UInt8] = []
    /// Where earlier contents of `bytes` stand in the file.
    var written: [Range<Int>] = []
  }

  private let shards = (0..<PhaseStore.shardCount).map { _ in Locked() }
  private let held = Atomic<Int>(0)
  private let budget: Int
  private let file = Mutex<SpillFile?>(nil)

  init(budget: Int) {
    self.budget = budget
  }

  func add(
    _ shape: NativeRecord.Shape, _ key: PhaseKey, _ position: UInt64, _ source: UnsafeBufferPointer<UInt8>
  ) {
    let size = Self.headerSize + source.count
    shards[Int(key.low % UInt64(Self.shardCount))].shard.withLock { shard in
      Self.append(UInt64(source.count), to: &shard.bytes)
      Self.append(key.high, to: &shard.bytes)
      Self.append(key.low, to: &shard.bytes)
      Self.append(position, to: &shard.bytes)
      shard.bytes.append(shape.rawValue)
      unsafe shard.bytes.append(contentsOf: source)
    }
    let total = held.add(size, ordering: .relaxed).newValue
    if total > budget { spill() }
  }

  private static let headerSize = 33

  private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }

  private static func word(in bytes: [UInt8], at offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(bytes[offset + index]) << UInt64(index * 8) }
    return word
  }

  /// Writes everything that is held to the temporary file; without one, everything stays in memory.
  private func spill() {
    file.withLock { file in
      // Another worker may have done it in the meantime.
      guard held.load(ordering: .relaxed) > budget else { return }
      if file == nil { file = SpillFile() }
      guard let file else { return }
      for locked in shards {
        locked.shard.withLock { shard in
          guard !shard.bytes.isEmpty, let range = file.append(shard.bytes) else { return }
          held.subtract(shard.bytes.count, ordering: .relaxed)
          shard.written.append(range)
          shard.bytes = []
        }
      }
    }
  }

  /// The shards to bring back one after the other, as lists of shard numbers: all at once when nothing was spilled.
  var batches: [[Int]] {
    let filled = shards.indices.filter { number in
      shards[number].shard.withLock { !$0.bytes.isEmpty || !$0.written.isEmpty }
    }
    let hasSpilled = file.withLock { $0 != nil }
    return filled.isEmpty ? [] : hasSpilled ? filled.map { [$0] } : [filled]
  }

  /// Takes out the records of some shards, with the bytes their ranges refer to.
  func take(_ numbers: [Int]) -> (bytes: [UInt8], records: [Record]) {
    var bytes: [UInt8] = []
    for number in numbers {
      let shard = shards[number].shard.withLock { shard in
        defer { shard = Shard() }
        return shard
      }
      for range in shard.written { file.withLock { $0?.read(range, into: &bytes) } }
      bytes += shard.bytes
    }
    var records: [Record] = []
    var offset = 0
    while offset + Self.headerSize <= bytes.count {
      let start = offset + Self.headerSize
      let end = start + Int(Self.word(in: bytes, at: offset))
      guard end <= bytes.count, let shape = NativeRecord.Shape(rawValue: bytes[start - 1]) else { break }
      let key = PhaseKey(high: Self.word(in: bytes, at: offset + 8), low: Self.word(in: bytes, at: offset + 16))
      records.append(
        Record(key: key, shape: shape, position: Self.word(in: bytes, at: offset + 24), range: start..<end))
      offset = end
    }
    return (bytes, records)
  }
}
