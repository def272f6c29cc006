public import MartletColumns

/// Which rows belong together: the columns whose values name a row's group.
public protocol GroupKeys: Sendable {
  /// The fields that the keys become in the output, in order.
  var names: [String] { get }

  /// One column for each name. A row without a value in any of them belongs to no group and is left out; `nil` leaves
  /// all rows out. An empty text is a value. Every row of `batch` is alive.
  func columns(of batch: Batch) throws(ExecutionError) -> [Column]?
}

/// Keys that are fields of the rows, as `groupBy([a, b])` has them.
public struct FieldKeys: GroupKeys {
  public let names: [String]

  public init(_ names: [String]) {
    self.names = names
  }

  public func columns(of batch: Batch) -> [Column]? {
    var columns: [Column] = []
    for name in names {
      guard let column = batch[name] else { return nil }
      columns.append(column)
    }
    return columns
  }
}

/// How rows are grouped and how the groups come out: what `groupBy`, `bucket` and `timeChart` say of themselves.
public struct Grouping: Sendable {
  public var keys: any GroupKeys
  public var order: Order
  public var limit: Limit?
  /// Makes rows for groups that no event fell into, as `timeChart` does: from the smallest and largest value of the
  /// first key that occur (`nil` when none does), the values that must all be there, ascending. The keys after the
  /// first are combined with each of them. An added group has what the aggregates say of no events.
  public var completion: (@Sendable (_ present: ClosedRange<Int64>?) -> [Int64])?
  /// The function as the user knows it, for messages.
  public var owner: String
  /// For groupings whose first key is the start of a bucket: what windows over buckets need.
  public var buckets: BucketSteps?

  public init(
    by keys: any GroupKeys, order: Order = .firstSeen, limit: Limit? = nil,
    completion: (@Sendable (_ present: ClosedRange<Int64>?) -> [Int64])? = nil, owner: String
  ) {
    self.keys = keys
    self.order = order
    self.limit = limit
    self.completion = completion
    self.owner = owner
  }

  public enum Order: Sendable {
    /// In the order of each group's first event in the input.
    case firstSeen
    /// By the number in the first key, then as first seen.
    case firstKeyAscending
  }

  /// At most `count` distinct combinations of some of the keys are kept: those with the largest sum of
  /// numbers in one row of their aggregates, and of equal ones those seen first.
  public struct Limit: Sendable {
    public var count: Int
    /// The keys that are limited: all of them for `groupBy`, those after the bucket for series.
    public var keys: Range<Int>
    /// What to warn of when the limit bites; `nil` when the user asked for it.
    public var warning: String?

    public init(_ count: Int, keys: Range<Int>, warning: String?) {
      self.count = count
      self.keys = keys
      self.warning = warning
    }
  }
}
