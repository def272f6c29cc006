extension Batch {
  /// Writes `column` to `field` in the living rows that have a value there; rows without one keep what they had.
  ///
  /// This is what assignment means in the language: no value neither creates nor overwrites a field.
  public mutating func assign(_ column: Column, to field: String) {
    guard let old = self[field] else { return setInPart(field, to: column) }
    guard var written = column.presence ?? (mask.isFull ? nil : mask) else { return set(field, to: column) }
    written.formIntersection(mask)
    let texts = column.asText()
    let olds = old.asText()
    var builder = TextColumnBuilder(rowCapacity: rowCount)
    for row in 0..<rowCount {
      let source = written[row] ? texts : olds
      if source.isPresent(row) {
        builder.append(source.storage.span.extracting(source.range(of: row)))
      } else {
        builder.appendMissing()
      }
    }
    setInPart(field, to: .text(builder.finish()))
  }
}
