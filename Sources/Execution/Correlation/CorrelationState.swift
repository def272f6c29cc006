public import MartletColumns

/// Gathers the events that each query of a correlation finds; at the end they are put together.
///
/// It stands in the query itself, so there is one group.
public final class CorrelationState: AggregateState {
  private let correlation: Correlation
  private let context: RunContext
  /// For each query, its stages, what they emit into, and the events so far.
  private var entries: [(stages: any BatchReceiver, emitted: BatchCollector)] = []
  private var candidates: [[Batch]]
  private var held = 0
  private let charge: MemoryCharge

  public init(_ correlation: Correlation, in context: RunContext) throws(ExecutionError) {
    self.correlation = correlation
    self.context = context
    candidates = correlation.queries.map { _ in [] }
    charge = MemoryCharge(context.environment.memoryBudget, for: "correlate")
    for query in correlation.queries {
      let emitted = BatchCollector()
      entries.append((try context.makeStages(of: query.pipeline, into: emitted), emitted))
    }
  }

  public var heldBytes: Int { 0 }

  public func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    for index in entries.indices {
      _ = try entries[index].stages.receive(batch)
      try take(entries[index].emitted.takeBatches(), of: index)
    }
  }

  /// Keeps the events that have a value for every key.
  private func take(_ batches: [Batch], of index: Int) throws(ExecutionError) {
    let query = correlation.queries[index]
    for var batch in batches {
      for key in query.keys {
        guard let column = batch[key.field] else {
          batch.mask = RowMask(noneOf: batch.rowCount)
          break
        }
        if let presence = column.presence { batch.mask.formIntersection(presence) }
      }
      if batch.mask.isEmpty { continue }
      if query.outputsAll {
        try batch.materialiseForOutput()
        batch = batch.compacted()
        batch.forgetEvents()
      } else {
        batch = batch.compacted(
          keeping: query.keys.map(\.field) + query.output + correlation.order + Correlation.rootFields)
      }
      held += batch.byteCount
      try charge.follow(held)
      candidates[index].append(batch)
    }
  }

  public func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try endStages()
    let parts = candidates.map { batches in
      let rows = Batch.concatenating(batches.isEmpty ? [Batch(rowCount: 0)] : batches)
      return PartialState(GroupedRows(rows: rows, groups: Array(repeating: 0, count: rows.rowCount)))
    }
    return PartialState(GroupedRows(rows: Batch(rowCount: 0), groups: []), parts: parts)
  }

  public func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    for (index, part) in partial.parts.enumerated() where part.rows.rows.rowCount > 0 {
      held += part.rows.rows.byteCount
      try charge.follow(held)
      candidates[index].append(part.rows.rows)
    }
  }

  private func endStages() throws(ExecutionError) {
    for index in entries.indices {
      try entries[index].stages.endOfInput()
      try take(entries[index].emitted.takeBatches(), of: index)
    }
    entries = []
  }

  public func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    try endStages()
    // The events are put in order, which takes them once more.
    try charge.follow(2 * held)
    let events = CorrelationEvents(candidates, of: correlation)
    candidates = []
    var search = CorrelationSearch(correlation, events)
    let rows = events.rows(of: try search.constellations(), of: correlation)
    return GroupedRows(rows: rows, groups: Array(repeating: 0, count: rows.rowCount))
  }
}
