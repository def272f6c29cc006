/// Rows of events stored by column: the unit every stage works on.
///
/// A batch is a cheap copyable value over immutable columns. Rows are only ever *masked* by filters; `compacted()`
/// removes dead rows where that pays. A field that no row has needs no column.
///
/// Until the first aggregate a batch may also know the events its rows came from (`events`, `eventRows`), from which
/// fields that nobody asked for can still be had: free text searches them, and rows that are output whole are filled
/// by `materialise()` as late as possible.
public struct Batch: Sendable {
  public private(set) var names: [String]
  public private(set) var columns: [Column]
  private var indices: [String: Int]
  public let rowCount: Int
  /// The rows that are still alive.
  public var mask: RowMask
  /// Where each row stands in the input: one number per row, growing with (path, byte offset). Ties in time are
  /// broken by it, so that the number of workers does not change the order of results. Empty after an aggregate.
  public var positions: [UInt64]
  /// The unparsed events behind the rows; `nil` when `columns` hold all there is.
  public internal(set) var events: (any EventBlock)?
  /// For each row, its event in `events`; `nil` when row `i` is event `i`.
  public internal(set) var eventRows: [UInt32]?
  /// Fields that were removed before the event was materialised.
  private var removed: Set<String>
  /// Fields written to some rows before the event was materialised: the others may have the event's own value.
  private var writtenInPart: Set<String>
  /// Whether columns hold every field of the rows.
  public private(set) var isWhole: Bool

  /// A batch whose columns hold every field of its rows.
  public init(_ fields: [(name: String, column: Column)] = [], rowCount: Int, positions: [UInt64] = []) {
    self.init(fields, rowCount: rowCount, positions: positions, events: nil)
  }

  /// A batch of the demanded fields; `events` can produce the others.
  public init(
    _ fields: [(name: String, column: Column)], rowCount: Int, positions: [UInt64], events: (any EventBlock)?
  ) {
    names = []
    columns = []
    indices = [:]
    self.rowCount = rowCount
    mask = RowMask(allOf: rowCount)
    self.positions = positions
    self.events = events
    eventRows = nil
    removed = []
    writtenInPart = []
    isWhole = events == nil
    for field in fields { set(field.name, to: field.column) }
  }

  /// The column of a field; `nil` when no row has it (or nobody demanded it).
  public subscript(name: String) -> Column? {
    guard let index = indices[name] else { return nil }
    return columns[index]
  }

  /// Replaces a field, or adds it at the end.
  public mutating func set(_ name: String, to column: Column) {
    precondition(column.rowCount == rowCount, "a column has one value per row of its batch")
    writtenInPart.remove(name)
    if let index = indices[name] {
      columns[index] = column
    } else {
      indices[name] = names.count
      names.append(name)
      columns.append(column)
    }
  }

  /// Replaces a field, or adds it; rows without a value have what their event holds, if it was not looked at before.
  mutating func setInPart(_ name: String, to column: Column) {
    let isUnread = !isWhole && column.presence != nil && (indices[name] == nil || writtenInPart.contains(name))
    set(name, to: column)
    if isUnread { writtenInPart.insert(name) }
  }

  /// Removes a field from every row.
  public mutating func remove(_ name: String) {
    if !isWhole { removed.insert(name) }
    guard let index = indices.removeValue(forKey: name) else { return }
    names.remove(at: index)
    columns.remove(at: index)
    for later in index..<names.count { indices[names[later]] = later }
  }

  /// Keeps only the given fields, in the given order, and forgets the events behind the rows; hidden fields stay.
  public mutating func select(_ kept: [String]) {
    let old = self
    names = []
    columns = []
    indices = [:]
    removed = []
    writtenInPart = []
    isWhole = true
    for name in kept where indices[name] == nil {
      if let column = old[name] { set(name, to: column) }
    }
    for name in old.names where HiddenField.isHidden(name) && indices[name] == nil {
      if let column = old[name] { set(name, to: column) }
    }
  }

  /// Fills in every field of the living rows from the events behind them. Fields already present stay as they are,
  /// removed ones stay removed. Dead rows go. Fields stand in the order of the events, new ones after them.
  /// Afterwards `isWhole` is true; `events` stays, for free text.
  public mutating func materialise() throws(SourceError) {
    guard !isWhole, let events else { return }
    let own = compacted()
    let rows = own.eventRows ?? (0..<UInt32(own.rowCount)).map { $0 }
    var whole = own.emptied(rowCount: own.rowCount)
    whole.positions = own.positions
    whole.eventRows = own.eventRows
    for field in try events.fields(of: rows) where !removed.contains(field.name) {
      whole.set(field.name, to: field.column)
      guard let column = own[field.name] else { continue }
      if own.writtenInPart.contains(field.name) {
        whole.assign(column, to: field.name)
      } else {
        whole.set(field.name, to: column)
      }
    }
    for (name, column) in zip(own.names, own.columns) where whole[name] == nil { whole.set(name, to: column) }
    whole.removed = []
    whole.writtenInPart = []
    whole.isWhole = true
    self = whole
  }

  /// Whether missing fields of both would be filled in alike.
  func isFilledAlike(_ other: Batch) -> Bool {
    isWhole == other.isWhole && events === other.events && removed == other.removed
  }

  /// Takes over which fields were written in part: for rows of several batches those of any, and those some lack.
  mutating func noteWrittenInPart(by parts: [Batch]) {
    guard !isWhole else { return }
    for name in names where parts.contains(where: { $0.writtenInPart.contains(name) || $0.indices[name] == nil }) {
      writtenInPart.insert(name)
    }
  }

  /// A batch of `rowCount` rows without columns, over the same events and with the same fields removed.
  func emptied(rowCount: Int) -> Batch {
    var result = Batch(rowCount: rowCount)
    result.events = events
    result.isWhole = isWhole
    result.removed = removed
    result.writtenInPart = writtenInPart
    return result
  }

  /// The batch without the events behind its rows: what an aggregate passes on.
  public mutating func forgetEvents() {
    events = nil
    eventRows = nil
    isWhole = true
    removed = []
    writtenInPart = []
  }
}

/// Names of columns that travel with the rows but are no fields: they start with a NUL, which no field name can hold.
public enum HiddenField {
  /// A text that is equal for two deliveries of the same native event.
  public static let identity = "\0identity"
  /// Present in rows that have no time of their own, so that the search interval never excludes them.
  public static let untimed = "\0untimed"

  public static func isHidden(_ name: String) -> Bool { name.utf8.first == 0 }
}
