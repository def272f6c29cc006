import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

extension ArrayField {
  init(_ array: ArrayName, from first: Int = 0, of batch: Batch) {
    self.init(array.prefix, suffix: array.suffix, from: first, in: batch)
  }

  /// Calls `body` with each element of a row until it returns false.
  func forEach(_ row: Int, _ body: (Span<UInt8>) -> Bool) {
    for element in elements {
      guard element.isPresent(row) else { return }
      if !body(element.storage.span.extracting(element.range(of: row))) { return }
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
