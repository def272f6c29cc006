import MartletColumns
import MartletNative

/// The values of a batch as places in its window and side buffer, column by column, until the batch is complete.
@safe final class SlotTable {
  let columnCount: Int
  let capacity: Int
  private(set) var rowCount = 0
  let slots: UnsafeMutablePointer<martlet_json_slot>
  /// Bytes that do not stand in the window: values with escapes, and derived ones.
  let side: UnsafeMutablePointer<martlet_bytes>
  /// For each column, how many batches to wait before a dictionary is tried again.
  private var dictionaryPause: [Int]

  init(columnCount: Int, capacity: Int) {
    self.columnCount = columnCount
    self.capacity = capacity
    unsafe slots = .allocate(capacity: max(1, columnCount * capacity))
    unsafe side = .allocate(capacity: 1)
    unsafe side.initialize(to: martlet_bytes())
    dictionaryPause = Array(repeating: 0, count: columnCount)
  }

  deinit {
    unsafe slots.deallocate()
    unsafe martlet_bytes_free(side)
    unsafe side.deallocate()
  }

  /// Begins the next batch.
  func removeAll() {
    rowCount = 0
    cleared = 0..<0
    unsafe side.pointee.count = 0
  }

  /// Free rows that are known to have no values.
  private var cleared = 0..<0
  /// So many rows are cleared at once, column by column: going from column to column for each row takes far longer.
  private static let clearedAtOnce = 64

  /// Makes sure that the first free row has no values.
  func prepareRow() {
    guard !cleared.contains(rowCount) else { return }
    cleared = rowCount..<min(rowCount + Self.clearedAtOnce, capacity)
    for column in 0..<columnCount {
      unsafe (slots + column * capacity + rowCount).update(repeating: .missing, count: cleared.count)
    }
  }

  /// Somebody wrote to free rows that did not become rows.
  func forgetFreeRows() { cleared = 0..<0 }

  /// Takes over rows that were written behind the last one.
  func addRows(_ count: Int) {
    rowCount += count
    precondition(rowCount <= capacity, "a batch has at most as many rows as its table")
  }

  /// The first row that is free, in column 0; the same row of the next column is `capacity` further on.
  var free: UnsafeMutablePointer<martlet_json_slot> { unsafe slots + rowCount }

  subscript(column: Int, row: Int) -> martlet_json_slot {
    get { unsafe slots[column * capacity + row] }
    set { unsafe slots[column * capacity + row] = newValue }
  }

  /// Moves a row to a free place before it.
  func move(row: Int, to target: Int) {
    guard row != target else { return }
    for column in 0..<columnCount { self[column, target] = self[column, row] }
  }

  /// Copies a value into the side buffer and sets a slot to it.
  func append(_ text: UnsafeBufferPointer<UInt8>, column: Int, row: Int) {
    let enough = unsafe martlet_bytes_reserve(side, text.count)
    precondition(enough != 0, "no memory for the values of a batch")
    if let start = text.baseAddress, let data = unsafe side.pointee.data {
      unsafe (data + side.pointee.count).update(from: start, count: text.count)
    }
    self[column, row] = unsafe martlet_json_slot(
      offset: UInt32(side.pointee.count), length: UInt32(text.count) | MARTLET_SLOT_SIDE)
    unsafe side.pointee.count += text.count
  }

  /// The bytes of a slot; `nil` for a row without a value.
  func bytes(of slot: martlet_json_slot, window: Window) -> UnsafeBufferPointer<UInt8>? {
    guard slot.length & MARTLET_SLOT_CONTAINER == 0 else { return nil }
    let area = unsafe slot.length & MARTLET_SLOT_SIDE != 0 ? UnsafePointer(side.pointee.data) : window.text
    guard let area = unsafe area else { return nil }
    return unsafe UnsafeBufferPointer(start: area + Int(slot.offset), count: Int(slot.length & MARTLET_SLOT_LENGTH))
  }

  /// The values of one column, `nil` when no row has one. `window` is what the slots count from.
  func column(_ column: Int, window: Window) -> Column? {
    var source = unsafe martlet_slot_column(
      slots: slots + column * capacity, rows: UInt32(rowCount), block: window.text, side: side.pointee.data)
    if dictionaryPause[column] == 0 {
      if let dictionary = unsafe SlotColumn.dictionary(&source) {
        return dictionary.values.rowCount == 0 ? nil : .dictionary(dictionary)
      }
      dictionaryPause[column] = 15
    } else {
      dictionaryPause[column] -= 1
    }
    return unsafe .text(SlotColumn.text(&source))
  }
}
