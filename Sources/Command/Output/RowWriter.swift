import MartletColumns

/// Writes rows to standard output in one format.
///
/// Batches come in the order of the result, with every row alive. Fields whose names are hidden never show.
protocol RowWriter: AnyObject {
  func write(_ batch: Batch) throws(OutputError)

  /// No further batch will come.
  func finish() throws(OutputError)
}

/// The forms rows can be printed in.
enum OutputFormat: String, CaseIterable {
  case table, ndjson, json, csv
}

/// Standard output cannot take what is written.
enum OutputError: Error {
  /// Whoever reads has gone: not an error of ours.
  case closed
  case failed(String)
}

extension Batch {
  /// The fields that may be shown, in order.
  var visibleFields: [(name: String, text: TextColumn)] {
    zip(names, columns).compactMap { name, column in HiddenField.isHidden(name) ? nil : (name, column.asText()) }
  }
}
