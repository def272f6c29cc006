public import MartletColumns

/// `case` and `match`: every row goes to the first branch that emits something for it; a row that no branch takes is
/// dropped.
///
/// Branches see the row as it came in, whatever earlier branches did to it. What they emit comes out in the order of
/// the rows that went in.
public final class ChooseStage: StreamStage {
  private let branches: [[StageMaker]]
  private let context: RunContext
  private let originField: String
  private var entries: [(entry: any BatchReceiver, collector: BatchCollector)] = []

  /// - Parameter id: tells this step from the other such steps of its query.
  public init(branches: [[StageMaker]], id: Int, in context: RunContext) throws(ExecutionError) {
    self.branches = branches
    self.context = context
    originField = "\0origin\(id)"
    for branch in branches {
      let collector = BatchCollector()
      entries.append((try branch.linked(into: collector, in: context), collector))
    }
  }

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var original = batch
    original.set(originField, to: .integer(NumberColumn((0..<Int64(batch.rowCount)).map { $0 })))
    var emitted: [Batch] = []
    for (entry, collector) in entries {
      if original.mask.isEmpty { break }
      _ = try entry.receive(original)
      for output in collector.takeBatches() where !output.mask.isEmpty {
        for origin in origins(of: output) { original.mask[Int(origin)] = false }
        emitted.append(output)
      }
    }
    if emitted.isEmpty { return .more }
    return try next.receive(try inOrder(emitted))
  }

  public func finish(into next: any BatchReceiver) throws(ExecutionError) {
    for (entry, collector) in entries {
      try entry.endOfInput()
      for var output in collector.takeBatches() where !output.mask.isEmpty {
        output.remove(originField)
        _ = try next.receive(output)
      }
    }
  }

  /// The incoming row of each living row.
  private func origins(of output: Batch) -> [UInt32] {
    guard case .integer(let column)? = output[originField] else {
      preconditionFailure("a stage lost the hidden column that names a row's origin")
    }
    return output.mask.rows.map { UInt32(truncatingIfNeeded: column.values[Int($0)]) }
  }

  private func inOrder(_ outputs: [Batch]) throws(ExecutionError) -> Batch {
    var united: Batch
    do throws(SourceError) {
      united = try Batch.uniting(outputs)
    } catch {
      throw .source(error.message)
    }
    let origins = origins(of: united)
    united.remove(originField)
    if zip(origins, origins.dropFirst()).allSatisfy({ $0 <= $1 }) { return united }
    united = united.compacted()
    let order = origins.indices.sorted { origins[$0] != origins[$1] ? origins[$0] < origins[$1] : $0 < $1 }
    return united.gather(order.map { UInt32($0) })
  }
}
