public import MartletCatalog
public import MartletColumns
import Synchronization

/// What the searches of a query have found, which run before the query itself. Thread-safe.
///
/// Also keeps what is made of them once for all workers, such as an index.
public final class SearchResults: Sendable {
  private struct State {
    var rows: [Int: Batch] = [:]
    var tables: [String: Batch] = [:]
    var shared: [String: any Sendable] = [:]
    var charged = 0
  }

  /// One column can hold so many bytes.
  private static let mostBytes = 1 << 31

  private let state = Mutex(State())
  private let making = Mutex(())
  private let budget: MemoryBudget

  public init(budget: MemoryBudget) {
    self.budget = budget
  }

  deinit { budget.release(state.withLock { $0.charged }) }

  /// Asks for memory that is held until the run has ended.
  ///
  /// - Parameter owner: the function as the user knows it.
  public func charge(_ bytes: Int, for owner: String) throws(ExecutionError) {
    let held = state.withLock { state in
      state.charged += bytes
      return state.charged
    }
    if held > Self.mostBytes { throw .memoryLimitExceeded(limit: Self.mostBytes, by: owner) }
    do throws(ExecutionError) {
      try budget.charge(bytes, for: owner)
    } catch {
      state.withLock { $0.charged -= bytes }
      throw error
    }
  }

  /// Keeps the rows of a search, and makes them known under a name where it has one.
  public func set(_ rows: Batch, of search: PipelineReference, name: String?) {
    state.withLock { state in
      state.rows[search.index] = rows
      if let name { state.tables[name] = rows }
    }
  }

  /// The rows of a search.
  ///
  /// - Precondition: the search has run, as all do before the query.
  public func rows(of search: PipelineReference) -> Batch {
    guard let rows = state.withLock({ $0.rows[search.index] }) else {
      preconditionFailure("searches run before the steps that ask them")
    }
    return rows
  }

  /// The rows of the table of this name; `nil` when no search made one.
  public func table(named name: String) -> Batch? { state.withLock { $0.tables[name] } }

  /// What `make` returns, made once per run and key; it must not ask for something shared itself.
  public func shared<Value: Sendable>(_ key: String, make: () throws(ExecutionError) -> Value) throws(ExecutionError)
    -> Value
  {
    // Workers that come at the same time wait for the one that makes it, instead of making it too.
    try making.withLock { (_) throws(ExecutionError) in
      if let known = state.withLock({ $0.shared[key] }) as? Value { return known }
      let made = try make()
      state.withLock { $0.shared[key] = made }
      return made
    }
  }
}
