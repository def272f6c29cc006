import MartletColumns
import MartletNative

/// Makes columns of slots.
enum SlotColumn {
  /// The values laid end to end.
  static func text(_ source: inout martlet_slot_column) -> TextColumn {
    let rows = unsafe Int(source.rows)
    var present: UInt32 = 0
    let total = unsafe Int(martlet_slots_measure(&source, &present))
    var offsets: [UInt32] = []
    var presence: [UInt64] = []
    let storage = unsafe [UInt8](unsafeUninitializedCapacity: total) { storage, count in
      unsafe offsets = [UInt32](unsafeUninitializedCapacity: rows + 1) { offsets, offsetCount in
        unsafe presence = [UInt64](unsafeUninitializedCapacity: (rows + 63) / 64) { words, wordCount in
          // An empty array may have no address; nothing is then written to it.
          var none: UInt8 = 0
          unsafe withUnsafeMutablePointer(to: &none) { none in
            unsafe martlet_slots_copy(
              &source, storage.baseAddress ?? none, offsets.baseAddress, words.baseAddress)
          }
          wordCount = (rows + 63) / 64
        }
        offsetCount = rows + 1
      }
      count = total
    }
    let mask = Int(present) == rows ? nil : RowMask(words: presence, rowCount: rows)
    return TextColumn(storage: storage, offsets: offsets, presence: mask)
  }

  /// The column as a dictionary, when it has few distinct values.
  static func dictionary(_ source: inout martlet_slot_column) -> DictionaryColumn? {
    let rows = unsafe Int(source.rows)
    let limit = min(1024, max(1, rows / 4))
    var firsts: [UInt32] = []
    var isEncoded = false
    let codes = unsafe [UInt32](unsafeUninitializedCapacity: rows) { codes, codeCount in
      unsafe firsts = [UInt32](unsafeUninitializedCapacity: limit) { firsts, firstCount in
        let distinct = unsafe martlet_slots_encode(&source, codes.baseAddress, firsts.baseAddress, UInt32(limit))
        isEncoded = distinct != UInt32.max
        firstCount = isEncoded ? Int(distinct) : 0
      }
      codeCount = isEncoded ? rows : 0
    }
    guard isEncoded else { return nil }
    let distinct = firsts.map { unsafe source.slots[Int($0)] }
    let values = unsafe distinct.withUnsafeBufferPointer { slots in
      var table = unsafe martlet_slot_column(
        slots: slots.baseAddress, rows: UInt32(slots.count), block: source.block, side: source.side)
      return unsafe text(&table)
    }
    return DictionaryColumn(codes: codes, values: values)
  }
}
