public import MartletColumns

/// Writes the value of an expression to a field; a row without a value keeps what it had.
public final class AssignStage: StreamStage {
  private let field: String
  private let value: RowExpression
  private let context: RunContext

  public init(_ field: String, _ value: RowExpression, in context: RunContext) {
    self.field = field
    self.value = value
    self.context = context
  }

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var batch = batch
    if let column = try value.evaluate(batch, in: context) { batch.assign(column, to: field) }
    return try next.receive(batch)
  }
}

/// Writes the value of an expression to the field that another field names.
public final class NamedAssignStage: StreamStage {
  private let nameField: String
  private let value: RowExpression
  private let context: RunContext

  public init(by nameField: String, _ value: RowExpression, in context: RunContext) {
    self.nameField = nameField
    self.value = value
    self.context = context
  }

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var batch = batch
    guard let names = batch[nameField], let column = try value.evaluate(batch, in: context) else {
      return try next.receive(batch)
    }
    let alive = batch.mask
    var rowsOfName: [String: RowMask] = [:]
    let texts = names.asText()
    alive.forEach { row in
      guard let name = texts.string(at: row), !name.isEmpty, !HiddenField.isHidden(name) else { return }
      rowsOfName[name, default: RowMask(noneOf: batch.rowCount)][row] = true
    }
    for (name, rows) in rowsOfName.sorted(by: { $0.key < $1.key }) {
      batch.mask = rows
      batch.assign(column.keeping(rows), to: name)
    }
    batch.mask = alive
    return try next.receive(batch)
  }
}

/// A function that changes fields, as a step.
public final class TransformStage: StreamStage {
  private let function: any TransformFunction
  private let context: RunContext

  public init(_ function: any TransformFunction, in context: RunContext) {
    self.function = function
    self.context = context
  }

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var batch = batch
    try function.transform(&batch, in: context)
    return try next.receive(batch)
  }
}

/// Fills in whole events, for rows that leave the engine.
public final class OutputStage: StreamStage {
  public init() {}

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var batch = batch.compacted()
    if batch.rowCount == 0 { return .more }
    try batch.materialiseForOutput()
    batch.forgetEvents()
    return try next.receive(batch)
  }
}
