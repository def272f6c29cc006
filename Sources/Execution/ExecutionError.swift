/// A failure while a query runs, as opposed to a `Diagnostic` about its text.
public enum ExecutionError: Error, Sendable, Equatable {
  /// The memory budget does not hold what the query needs; names what needed it.
  case memoryLimitExceeded(limit: Int, by: String)
  case cancelled
  /// The reader failed as a whole.
  case source(String)
  /// Aggregates of one step gave different values for one field.
  case conflictingValues(field: String)
  /// A limit of the language or of an engine behind it was hit: a regex that needed too many steps, for example.
  case limitExceeded(String)
  /// Something the query needs is not at hand: a lookup file, a network that was not allowed.
  case unavailable(String)
}
