/// Text values of one field, laid end to end as UTF-8.
///
/// Value `row` is `storage[offsets[row]..<offsets[row + 1]]`. A row without a value has an empty range and a clear bit
/// in `presence`; an empty text has an empty range and a set bit.
public struct TextColumn: Sendable {
  public let storage: [UInt8]
  /// One more than there are rows.
  public let offsets: [UInt32]
  /// `nil` when every row has a value.
  public let presence: RowMask?

  public init(storage: [UInt8], offsets: [UInt32], presence: RowMask? = nil) {
    precondition(!offsets.isEmpty, "offsets hold one more entry than there are rows")
    self.storage = storage
    self.offsets = offsets
    self.presence = presence
  }

  /// A column of the given values; `nil` is a row without one. For tests and small inputs.
  public init(_ values: some Sequence<String?>) {
    var builder = TextColumnBuilder()
    for value in values {
      if let value { builder.append(value) } else { builder.appendMissing() }
    }
    self = builder.finish()
  }

  @inlinable
  public var rowCount: Int { offsets.count &- 1 }

  @inlinable
  public func range(of row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row &+ 1]) }

  @inlinable
  public func isPresent(_ row: Int) -> Bool { presence?[row] ?? true }

  /// The value of a row as a `String`; for output and messages, never for loops over rows.
  public func string(at row: Int) -> String? {
    guard isPresent(row) else { return nil }
    return String(decoding: storage[range(of: row)], as: UTF8.self)
  }

  /// The rows at the given positions, which may repeat.
  public func gather(_ rows: [UInt32]) -> TextColumn {
    var builder = TextColumnBuilder(rowCapacity: rows.count)
    for row in rows {
      let row = Int(row)
      if isPresent(row) { builder.append(storage.span.extracting(range(of: row))) } else { builder.appendMissing() }
    }
    return builder.finish()
  }
}

/// Collects text values row by row.
///
/// Bytes may also be written piecemeal into `storage` and closed with `endValue()`, which saves a copy.
public struct TextColumnBuilder: ~Copyable {
  public var storage: [UInt8] = []
  private var offsets: [UInt32] = [0]
  private var missing: [UInt32] = []

  public init(rowCapacity: Int = 0) {
    offsets.reserveCapacity(rowCapacity + 1)
  }

  public var rowCount: Int { offsets.count - 1 }

  public mutating func append(_ text: Span<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe storage.append(contentsOf: $0) }
    endValue()
  }

  public mutating func append(_ text: String) {
    storage.append(contentsOf: text.utf8)
    endValue()
  }

  public mutating func append(_ bytes: some Sequence<UInt8>) {
    storage.append(contentsOf: bytes)
    endValue()
  }

  /// Ends the value whose bytes were written to `storage`.
  public mutating func endValue() {
    offsets.append(UInt32(storage.count))
  }

  /// A row without a value; bytes written since the last value are taken back.
  public mutating func appendMissing() {
    let end = Int(offsets[offsets.count - 1])
    if storage.count > end { storage.removeSubrange(end...) }
    missing.append(UInt32(offsets.count - 1))
    endValue()
  }

  public consuming func finish() -> TextColumn {
    var presence: RowMask?
    if !missing.isEmpty {
      var mask = RowMask(allOf: offsets.count - 1)
      for row in missing { mask[Int(row)] = false }
      presence = mask
    }
    return TextColumn(storage: storage, offsets: offsets, presence: presence)
  }
}
