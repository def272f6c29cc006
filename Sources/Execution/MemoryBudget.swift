import Synchronization

/// The memory that the states of a run may hold together. Thread-safe.
///
/// Aggregates charge what they keep, coarsely and before they allocate it, so that a run that does not fit fails by
/// name instead of being killed.
public final class MemoryBudget: Sendable {
  public let limit: Int
  private let used = Atomic<Int>(0)

  /// - Parameter limit: bytes.
  public init(limit: Int = Int.max) {
    self.limit = limit
  }

  /// Takes `bytes` on behalf of `owner`, a function as the user wrote it.
  public func charge(_ bytes: Int, for owner: String) throws(ExecutionError) {
    let now = used.add(bytes, ordering: .relaxed).newValue
    if now > limit { throw .memoryLimitExceeded(limit: limit, by: owner) }
  }

  public func release(_ bytes: Int) {
    used.subtract(bytes, ordering: .relaxed)
  }
}
