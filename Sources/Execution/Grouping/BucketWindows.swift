/// A state that, for each bucket of a grouping by time, wants the events of earlier buckets too: `window`.
public protocol BucketWindow: AggregateState {
  /// How many buckets a window has, its own included, when a bucket has this length in milliseconds.
  func width(bucketSpan: Int64) -> Int

  /// Gives every group the events of those before it. Called once, when no more events come.
  ///
  /// - Parameters:
  ///   - groupCount: the groups there are now, of which the last may be new.
  ///   - later: for each group that saw events, the one that is so many buckets later in the same series; one that is
  ///     `groupCount + 1` for none.
  ///   - isTooWide: whether the window has more buckets than there are.
  func spread(groupCount: Int, later: (_ buckets: Int) -> [UInt32], isTooWide: Bool) throws(ExecutionError)
}

/// The buckets of a grouping by time, as windows need them.
public struct BucketSteps: Sendable {
  /// Milliseconds.
  public var span: Int64
  /// The starts of the buckets from one instant through another.
  public var starts: @Sendable (_ first: Int64, _ last: Int64) -> [Int64]
  /// The last instant of the interval; `nil` for the last bucket that has events.
  public var last: Int64?

  public init(span: Int64, last: Int64?, starts: @escaping @Sendable (_ first: Int64, _ last: Int64) -> [Int64]) {
    self.span = span
    self.last = last
    self.starts = starts
  }
}
