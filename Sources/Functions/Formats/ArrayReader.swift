import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// The elements of an array of fields: `name[0]`, `name[1]` … up to the first that is missing.
struct ArrayReader {
  private let columns: [TextColumn]

  init(_ array: ArrayName, of batch: Batch) {
    var columns: [TextColumn] = []
    while let column = batch["\(array.prefix)[\(columns.count)]\(array.suffix)"] { columns.append(column.asText()) }
    self.columns = columns
  }

  /// How many elements a row has.
  func count(_ row: Int) -> Int {
    columns.firstIndex { !$0.isPresent(row) } ?? columns.count
  }

  /// Calls `body` with each element of a row until it returns false.
  func forEach(_ row: Int, _ body: (Span<UInt8>) -> Bool) {
    for column in columns {
      guard column.isPresent(row) else { return }
      if !body(column.storage.span.extracting(column.range(of: row))) { return }
    }
  }
}

extension BoundArguments {
  /// What a function of an array reads: elements have numbers that only the events know.
  var arrayEffects: FieldEffects { FieldEffects(reads: .all) }
}

extension Batch {
  /// The batch with every field its events have, row for row: elements of arrays have names nobody can ask for.
  func withArrays() throws(ExecutionError) -> Batch {
    guard !isWhole else { return self }
    var whole = self
    whole.mask = RowMask(allOf: rowCount)
    try whole.materialiseForOutput()
    return whole
  }
}
