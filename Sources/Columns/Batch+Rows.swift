extension Batch {
  /// The rows at the given positions, which may repeat: how rows are removed, reordered and multiplied.
  /// Every row of the result is alive.
  public func gather(_ rows: [UInt32]) -> Batch {
    var result = self.emptied(rowCount: rows.count)
    for (name, column) in zip(names, columns) { result.set(name, to: column.gather(rows)) }
    result.noteWrittenInPart(by: [self])
    if !positions.isEmpty { result.positions = rows.map { positions[Int($0)] } }
    if events != nil {
      if let eventRows { result.eventRows = rows.map { eventRows[Int($0)] } } else { result.eventRows = rows }
    }
    return result
  }

  /// The living rows only; the batch itself when all are alive.
  public func compacted() -> Batch {
    mask.isFull ? self : gather(mask.rows)
  }

  /// The living rows with only the fields that `keeping` names: what an aggregate reads.
  public func compacted(keeping fields: [String]) -> Batch {
    var narrowed = Batch(rowCount: rowCount, positions: positions)
    for name in fields {
      if let column = self[name] { narrowed.set(name, to: column) }
    }
    narrowed.mask = mask
    return narrowed.compacted()
  }

  /// The living rows of batches made from one batch, in order, with the events behind them.
  public static func uniting(_ batches: [Batch]) throws(SourceError) -> Batch {
    guard batches.count > 1 else { return batches[0] }
    var parts = batches.map { $0.compacted() }
    if !parts.allSatisfy({ $0.isFilledAlike(parts[0]) }) {
      // What one part has dropped another still holds: from here on columns hold everything.
      for index in parts.indices { try parts[index].materialise() }
    }
    guard let events = parts[0].events, parts.allSatisfy({ $0.events === events }) else {
      return concatenating(parts)
    }
    let united = concatenating(parts)
    var result = parts[0].emptied(rowCount: united.rowCount)
    for (name, column) in zip(united.names, united.columns) { result.set(name, to: column) }
    result.noteWrittenInPart(by: parts)
    result.positions = united.positions
    result.eventRows = parts.flatMap { part in part.eventRows ?? (0..<UInt32(part.rowCount)).map { $0 } }
    return result
  }

  /// One batch of the rows of all, in order, without the events behind them; columns are united by name.
  public static func concatenating(_ batches: [Batch]) -> Batch {
    if batches.count == 1 { return batches[0].compacted() }
    // Rows that are not there have no say in the order of the fields.
    let parts = batches.map { $0.compacted() }.filter { $0.rowCount > 0 }
    if parts.count == 1 { return parts[0] }
    let rowCount = parts.reduce(0) { $0 + $1.rowCount }
    let hasPositions = parts.allSatisfy { $0.positions.count == $0.rowCount }
    var result = Batch(rowCount: rowCount, positions: hasPositions ? parts.flatMap(\.positions) : [])
    var seen: Set<String> = []
    for part in parts {
      for name in part.names where seen.insert(name).inserted {
        result.set(name, to: Column.concatenating(parts.map { ($0[name], $0.rowCount) }))
      }
    }
    return result
  }
}

extension Column {
  /// The values of several columns one after another; a `nil` part stands for rows without a value.
  static func concatenating(_ parts: [(column: Column?, rowCount: Int)]) -> Column {
    if let integers = NumberColumn<Int64>.concatenating(parts, filler: 0, \.asIntegers) {
      return .integer(integers)
    }
    if let doubles = NumberColumn<Double>.concatenating(parts, filler: 0, \.asDoubles) {
      return .double(doubles)
    }
    if let coded = DictionaryColumn.concatenating(parts) { return .dictionary(coded) }
    var builder = TextColumnBuilder(rowCapacity: parts.reduce(0) { $0 + $1.rowCount })
    for part in parts {
      guard let texts = part.column?.asText() else {
        for _ in 0..<part.rowCount { builder.appendMissing() }
        continue
      }
      for row in 0..<part.rowCount {
        if texts.isPresent(row) {
          builder.append(texts.storage.span.extracting(texts.range(of: row)))
        } else {
          builder.appendMissing()
        }
      }
    }
    return .text(builder.finish())
  }
}

extension Column {
  fileprivate var asIntegers: NumberColumn<Int64>? { if case .integer(let own) = self { own } else { nil } }
  fileprivate var asDoubles: NumberColumn<Double>? { if case .double(let own) = self { own } else { nil } }
}

extension NumberColumn {
  /// The numbers of several columns one after another; `nil` when one of them is of another kind.
  fileprivate static func concatenating(
    _ parts: [(column: Column?, rowCount: Int)], filler: Element, _ numbers: (Column) -> NumberColumn?
  ) -> NumberColumn? {
    var values: [Element] = []
    var absent: [Range<Int>] = []
    var partial: [(start: Int, presence: RowMask)] = []
    for part in parts {
      if let column = part.column {
        guard let own = numbers(column) else { return nil }
        if let presence = own.presence { partial.append((values.count, presence)) }
        values += own.values
      } else {
        absent.append(values.count..<(values.count + part.rowCount))
        values += Array(repeating: filler, count: part.rowCount)
      }
    }
    if absent.isEmpty, partial.isEmpty { return NumberColumn(values) }
    var presence = RowMask(allOf: values.count)
    for range in absent { for row in range { presence[row] = false } }
    for (start, own) in partial {
      for row in 0..<own.rowCount where !own[row] { presence[start + row] = false }
    }
    return NumberColumn(values, presence: presence)
  }
}
