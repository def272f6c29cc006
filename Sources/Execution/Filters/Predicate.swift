public import MartletColumns

/// A condition on single rows that is no function of the catalogue.
public protocol RowCondition: Sendable {
  /// Clears the mask bits of the rows that fail; touches nothing else.
  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError)
}

/// Conditions joined by and, or and not.
public indirect enum Predicate: Sendable {
  case constant(Bool)
  case condition(any RowCondition)
  case function(any FilterFunction)
  case not(Predicate)
  case all([Predicate])
  case any([Predicate])

  /// Clears the mask bits of the rows that fail; touches nothing else.
  public func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    switch self {
    case .constant(let passes):
      if !passes { batch.dropAll() }
    case .condition(let condition):
      try condition.narrow(&batch, in: context)
    case .function(let function):
      try function.narrow(&batch, in: context)
    case .not(let predicate):
      let before = batch.mask
      try predicate.narrow(&batch, in: context)
      var failing = before
      failing.subtract(batch.mask)
      batch.mask = failing
    case .all(let predicates):
      for predicate in predicates {
        if batch.mask.isEmpty { return }
        try predicate.narrow(&batch, in: context)
      }
    case .any(let predicates):
      var undecided = batch.mask
      var passing = RowMask(noneOf: batch.rowCount)
      for predicate in predicates {
        if undecided.isEmpty { break }
        batch.mask = undecided
        try predicate.narrow(&batch, in: context)
        passing.formUnion(batch.mask)
        undecided.subtract(batch.mask)
      }
      batch.mask = passing
    }
  }
}

/// Keeps the rows that meet a condition.
public final class FilterStage: StreamStage {
  private let predicate: Predicate
  private let context: RunContext

  public init(_ predicate: Predicate, in context: RunContext) {
    self.predicate = predicate
    self.context = context
  }

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var batch = batch
    try predicate.narrow(&batch, in: context)
    return batch.mask.isEmpty ? .more : try next.receive(batch)
  }
}
