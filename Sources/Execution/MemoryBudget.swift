import Synchronization

/// The memory that the states of a run may hold together. Thread-safe.
///
/// Aggregates charge what they keep, coarsely, so that a run that does not fit fails by name instead of being killed.
public final class MemoryBudget: Sendable {
  public let limit: Int
  private let used = Atomic<Int>(0)

  /// - Parameter limit: bytes.
  public init(limit: Int = Int.max) {
    self.limit = limit
  }

  /// Takes `bytes` on behalf of `owner`, a function as the user wrote it. What is refused is not taken.
  public func charge(_ bytes: Int, for owner: String) throws(ExecutionError) {
    let now = used.add(bytes, ordering: .relaxed).newValue
    if now > limit {
      release(bytes)
      throw .memoryLimitExceeded(limit: limit, by: owner)
    }
  }

  /// What is taken at the moment.
  public var charged: Int { used.load(ordering: .relaxed) }

  public func release(_ bytes: Int) {
    used.subtract(bytes, ordering: .relaxed)
  }
}

/// What one holder has charged to a budget: follows what it holds, and gives all back when it goes.
public final class MemoryCharge {
  private let budget: MemoryBudget
  private let owner: String
  private var bytes = 0

  public init(_ budget: MemoryBudget, for owner: String) {
    self.budget = budget
    self.owner = owner
  }

  deinit { budget.release(bytes) }

  /// Charges up to `held` bytes, or gives back what is no longer held.
  public func follow(_ held: Int) throws(ExecutionError) {
    if held > bytes {
      try budget.charge(held - bytes, for: owner)
    } else {
      budget.release(bytes - held)
    }
    bytes = held
  }
}
