public import MartletColumns

extension Batch {
  /// Keeps the living rows for which a program without aggregates emits something.
  ///
  /// - Parameter id: tells the program from others that may run inside it.
  public mutating func keepEmitted(by program: Program, id: Int, in context: RunContext) throws(ExecutionError) {
    let field = "\0emitter\(id)"
    var original = self
    original.set(field, to: .integer(NumberColumn((0..<Int64(rowCount)).map { $0 })))
    let collector = BatchCollector()
    let entry = try program.makeReceiver(into: collector, in: context)
    _ = try entry.receive(original)
    try entry.endOfInput()
    var emitted = RowMask(noneOf: rowCount)
    for output in collector.batches {
      guard case .integer(let origins)? = output[field] else {
        preconditionFailure("a stage lost the hidden column that names a row's origin")
      }
      output.mask.forEach { emitted[Int(origins.values[$0])] = true }
    }
    mask.formIntersection(emitted)
  }
}
