import MartletColumns

/// Keeps the events of the search interval: those whose `@timestamp` is at or after its start and before its end, and
/// those that have no time of their own.
final class IntervalFilter: BatchReceiver {
  private let interval: Range<Int64>
  private let next: any BatchReceiver

  init(_ interval: Range<Int64>, into next: any BatchReceiver) {
    self.interval = interval
    self.next = next
  }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    guard let times = batch["@timestamp"] else { return try next.receive(batch) }
    var batch = batch
    let low = Double(interval.lowerBound)
    let high = Double(interval.upperBound)
    var excluded = batch.mask
    times.keepNumbers(in: &excluded) { $0 < low || $0 >= high }
    if let untimed = batch[HiddenField.untimed]?.presence ?? batch[HiddenField.untimed].map({ RowMask(allOf: $0.rowCount) }) {
      excluded.subtract(untimed)
    }
    batch.mask.subtract(excluded)
    return batch.mask.isEmpty ? .more : try next.receive(batch)
  }

  func endOfInput() throws(ExecutionError) { try next.endOfInput() }
}
