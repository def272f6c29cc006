public import MartletColumns
public import MartletPatterns

/// A pattern that single values are held against.
public enum TextTest: Sendable {
  case glob(Glob)
  case regex(Regex)

  /// Clears the bits of rows without a value, and of those whose value does not match.
  public func keep(in mask: inout RowMask, of column: Column) throws(ExecutionError) {
    switch self {
    case .glob(let glob):
      if glob.isPresenceTest {
        if let presence = column.presence { mask.formIntersection(presence) }
      } else {
        column.keep(in: &mask) { glob.matches($0) }
      }
    case .regex(let regex):
      column.keep(in: &mask) { regex.matches($0) }
      try regex.checkLimit()
    }
  }
}

extension Regex {
  /// Fails when a search was given up, because then the answer is not known. To be asked once per batch.
  public func checkLimit() throws(ExecutionError) {
    if let limit = takeLimit() { throw .limitExceeded(limit.description(of: body)) }
  }
}

/// `field = pattern` and `field like pattern`: a row without the field does not match.
public struct FieldCondition: RowCondition {
  private let field: String
  private let test: TextTest

  public init(_ field: String, _ test: TextTest) {
    self.field = field
    self.test = test
  }

  public func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let column = batch[field] else { return batch.dropAll() }
    try test.keep(in: &batch.mask, of: column)
  }
}

/// `field < number`: a row without a number in the field does not match.
public struct NumberCondition: RowCondition {
  public enum Ordering: Sendable { case less, lessOrEqual, greater, greaterOrEqual }

  private let field: String
  private let ordering: Ordering
  private let number: Double

  public init(_ field: String, _ ordering: Ordering, _ number: Double) {
    self.field = field
    self.ordering = ordering
    self.number = number
  }

  public func narrow(_ batch: inout Batch, in context: RunContext) {
    guard let column = batch[field] else { return batch.dropAll() }
    let number = number
    switch ordering {
    case .less: column.keepNumbers(in: &batch.mask) { $0 < number }
    case .lessOrEqual: column.keepNumbers(in: &batch.mask) { $0 <= number }
    case .greater: column.keepNumbers(in: &batch.mask) { $0 > number }
    case .greaterOrEqual: column.keepNumbers(in: &batch.mask) { $0 >= number }
    }
  }
}
