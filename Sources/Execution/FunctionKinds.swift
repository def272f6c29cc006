public import MartletCatalog
public import MartletColumns

/// A function that keeps or drops rows.
public protocol FilterFunction: QueryFunction {
  /// Clears the mask bits of the rows that fail; touches nothing else. Negation is done by the caller.
  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError)
}

/// A function of one value per row: as a step it writes `target`, in an expression it is the value.
public protocol ValueFunction: QueryFunction {
  /// The field that the step writes: its `as`, or the field it rewrites.
  var target: String { get }

  /// The value of every living row; rows without one are missing in the column, `nil` when none has one.
  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column?
}

/// A function that changes fields of the rows of a batch, and neither adds nor removes rows.
public protocol TransformFunction: QueryFunction {
  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError)
}

/// A function that turns events into any number of events, or that needs them in order.
public protocol StageFunction: QueryFunction {
  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage
}

/// A function that folds rows into rows per group.
public protocol AggregateFunction: QueryFunction {
  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState
}

/// A function that makes events.
public protocol SourceFunction: QueryFunction {
  func makeSource(in context: RunContext) throws(ExecutionError) -> any BatchSource
}

/// A function with a search of its own over the whole input (a `Search` argument), which runs before the query does.
/// Its other kind says what it does with the rows found: `context.searches` has them.
public protocol SearchingFunction: QueryFunction {
  /// The name under which other functions find the rows; `nil` when only this call uses them.
  var tableName: String? { get }

  /// The events its search looks at, by `@timestamp`; `nil` for those of the query.
  func interval(in environment: QueryEnvironment) -> Range<Int64>?

  /// The most rows to take of its search, and what to warn of when there are more; `nil` for all.
  func limit(in context: RunContext) -> (count: Int, warning: String)?
}

/// A setting of the search: it sees no events, and changes the world in which the query runs.
public protocol SettingFunction: QueryFunction {
  /// - Parameter interval: the events to look at; `nil` for all.
  func apply(to environment: inout QueryEnvironment, _ interval: inout Range<Int64>?) throws(ExecutionError)
}

/// A setting that asks for the profile of the query instead of its rows.
public protocol ProfilingFunction: SettingFunction {}
