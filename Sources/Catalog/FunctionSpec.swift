import MartletDiagnostics

/// Everything the system says about a function besides how to run it.
public struct FunctionSpec: Sendable {
  /// The shelf a function stands on: the folder of its file, and the grouping in documentation.
  public enum Category: String, Sendable, CaseIterable {
    case aggregate, array, control, conversion, filter, hash, join, math, metadata, network, parsing, sequence, source
    case string, time, transform
  }

  /// What a call may do in a pipeline.
  public enum Kind: String, Sendable, CaseIterable {
    /// Keeps or drops events; may stand in a boolean filter and be negated.
    case filter
    /// Rewrites events one batch at a time.
    case transform
    /// Consumes all events and emits rows.
    case aggregate
    /// Needs its events in order: must follow an ordering step.
    case sequence
    /// Makes events; stands first.
    case source
    /// Configures the search and sees no events.
    case metadata
  }

  public let name: String
  public let category: Category
  public let kind: Kind
  /// One sentence, with its full stop.
  public let summary: String
  /// Rules worth knowing, one sentence each.
  public let details: [String]
  public let parameters: [ParameterSpec]
  public let examples: [Example]
  /// What to write instead, when LogScale has deprecated the function.
  public let deprecation: String?
  /// An aggregate with parameters of the same names whose rows the function needs, of all events that reach the call,
  /// before the first of them: they are read twice. `nil` for the functions that need no such thing.
  public let survey: String?
  /// Whether a function of sequences may also stand where aggregates do: `groupBy(k, function=accumulate(…))`.
  public let alsoAggregates: Bool
  /// Whether the function makes buckets of time, or stands only among the aggregates of one that does.
  public let buckets: Buckets?
  /// Whether only parsers may use it.
  public let isForParsers: Bool
  /// Whether a parser ends with it, as a step, for the event it drops: no other branch gets it.
  public let endsParsing: Bool
  /// Whether it tells of events as they are stored, and so cannot stand behind an aggregate.
  public let readsStoredEvents: Bool
  /// Whether LogScale takes it only in the query itself, behind the first aggregate.
  public let needsRows: Bool
  /// Whether an aggregate gives as many rows as there are groups, events or fields.
  public let givesSeveralRows: Bool
  /// Whether it puts what its aggregates say beside one event, where there is room for one row.
  public let takesOneRow: Bool

  public enum Buckets: Sendable { case makes, needs }

  public init<each Value: ArgumentValue>(
    _ name: String,
    in category: Category,
    kind: Kind,
    summary: String,
    details: [String] = [],
    parameters: repeat Parameter<each Value>,
    examples: [Example],
    deprecation: String? = nil,
    survey: String? = nil,
    alsoAggregates: Bool = false,
    buckets: Buckets? = nil,
    isForParsers: Bool = false,
    readsStoredEvents: Bool = false,
    needsRows: Bool = false,
    endsParsing: Bool = false,
    givesSeveralRows: Bool = false,
    takesOneRow: Bool = false
  ) {
    var erased: [ParameterSpec] = []
    for parameter in repeat each parameters { erased.append(ParameterSpec(parameter)) }
    self.name = name
    self.category = category
    self.kind = kind
    self.summary = summary
    self.details = details
    self.parameters = erased
    self.examples = examples
    self.deprecation = deprecation
    self.survey = survey
    self.alsoAggregates = alsoAggregates
    self.buckets = buckets
    self.isForParsers = isForParsers
    self.readsStoredEvents = readsStoredEvents
    self.needsRows = needsRows
    self.endsParsing = endsParsing
    self.givesSeveralRows = givesSeveralRows
    self.takesOneRow = takesOneRow
  }

  /// The parameter whose name may be left out.
  public var unnamedParameter: ParameterSpec? { parameters.first { $0.isUnnamed } }

  /// The parameter that `x := f()` supplies.
  public var outputParameter: ParameterSpec? { parameters.first { $0.name == "as" } }

  /// Whether it correlates events of named queries, which only events as they were read can be asked for.
  public var takesNamedQueries: Bool { parameters.contains { $0.form == .namedQuery } }

  public func parameter(named name: String) -> ParameterSpec? { parameters.first { $0.name == name } }

  /// The parameter that a name nobody has was probably meant to be: one nearly of that name, or the only one it is cut
  /// short of.
  public func parameterMeant(by name: String) -> String? {
    let names = parameters.filter { !$0.collectsOthers }.map(\.name)
    guard name.count > 1 else { return nil }
    if let near = Suggestion.closest(to: name, among: names).first { return near }
    guard name.count > 2 else { return nil }
    let longer = names.filter { $0.lowercased().hasPrefix(name.lowercased()) }
    return longer.count == 1 ? longer[0] : nil
  }
}

/// A runnable example: documentation, hover text and conformance test at once.
public struct Example: Sendable {
  /// How results are compared.
  public enum Comparison: String, Sendable { case exact, unordered, subset, approximate = "approx" }

  public let title: String
  public let query: String
  /// NDJSON, one event per line or several on a line; every value a string.
  public let events: String
  /// NDJSON of the rows. Fields that start with `@` are compared only when a row lists them.
  public let yields: String
  public let comparison: Comparison
  /// Lookup files the query may read: names and contents.
  public let files: KeyValuePairs<String, String>
  public let fileID: String
  public let line: Int

  public init(
    _ title: String, query: String, events: String, yields: String, comparison: Comparison = .unordered,
    files: KeyValuePairs<String, String> = [:], fileID: String = #fileID, line: Int = #line
  ) {
    self.title = title
    self.query = query
    self.events = events
    self.yields = yields
    self.comparison = comparison
    self.files = files
    self.fileID = fileID
    self.line = line
  }
}
