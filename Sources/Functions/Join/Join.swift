import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `join({…}, field=…)` keeps events whose key a search of its own has found, and adds fields of its rows.
struct Join: FilterFunction, StageFunction, SearchingFunction {
  static let query = Parameter<Search>("query", "The search whose rows are joined.", unnamed: true)
  static let field = Parameter<[FieldName]>("field", "Key field or fields of the events.")
  static let key = Parameter<[String]>(
    "key", "Key field or fields of the rows found; named as the events' when left out.", default: [])
  static let include = Parameter<[String]>("include", "Fields of the rows found to add.", default: [])
  static let mode = Parameter<Mode>("mode", "Whether events without a match are dropped or stay.", default: .inner)
  static let max = Parameter<Int>("max", "The most rows found for one event.", default: 1, bounds: 1...1_000_000)
  static let limit = Parameter<Limit?>("limit", "The most rows to take of the search.", default: nil, bounds: 1...1e15, serverMaximum: 200_000)
  static let live = Parameter<Bool>("live", "Whether the search is live on a server; means nothing here.", default: false)
  static let repo = Parameter<String?>("repo", "Repository to search on a server; here the same input.", default: nil)
  static let view = Parameter<String?>("view", "View to search on a server; here the same input.", default: nil)

  enum Mode: String, ChoiceArgument { case inner, left }

  static let spec = FunctionSpec(
    "join", in: .join, kind: .filter,
    summary: "Keeps events that have the same key as a row of another search, and adds fields of that row.",
    details: [
      "The search runs first, over the same input, and its own interval where start or end say so.",
      "Of several rows with one key the last ones of the search count.",
      "With mode=left events without a match stay as they are; !join(…) keeps only those.",
      "A field that the row lacks becomes an empty text.",
      "LogScale recommends defineTable() and match() instead.",
    ],
    parameters: query, field, key, include, mode, max, limit, SearchInterval.start, SearchInterval.end, live, repo, view,
    examples: [
      Example(
        "Who logged in from where the file was deleted",
        query: "action=delete | join({action=login}, field=session, include=user)",
        events: """
          {"action": "login", "session": "s1", "user": "ida"} {"action": "delete", "session": "s1", "file": "a"} \
          {"action": "delete", "session": "s2", "file": "b"}
          """,
        yields: #"{"action": "delete", "session": "s1", "file": "a", "user": "ida"}"#),
      Example(
        "Deletions without a login", query: "action=delete | !join({action=login}, field=session)",
        events: """
          {"action": "login", "session": "s1"} {"action": "delete", "session": "s1", "file": "a"} \
          {"action": "delete", "session": "s2", "file": "b"}
          """,
        yields: #"{"action": "delete", "session": "s2", "file": "b"}"#),
    ])

  static let standardLimit = 100_000
  static let maximumLimit = 200_000

  private let search: PipelineReference
  private let fields: [String]
  private let keys: [String]
  private let included: [String]
  private let mode: Mode
  private let most: Int
  private let rowLimit: Limit?
  private let interval: SearchInterval

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    search = arguments[Self.query].pipeline
    fields = arguments[Self.field].map(\.text)
    let keys = arguments[Self.key]
    self.keys = keys.isEmpty ? fields : keys
    included = arguments[Self.include]
    mode = arguments[Self.mode]
    most = arguments[Self.max]
    rowLimit = arguments[Self.limit]
    interval = try SearchInterval(arguments)
    if self.keys.count != fields.count { throw .keysDiffer(at: arguments.located(Self.key).range) }
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let included = arguments[include]
    return FieldEffects(
      reads: arguments[field].map(\.text), writes: included, writesUnknownFields: included.contains("*"))
  }

  static func fieldsSearched(of arguments: BoundArguments) -> FieldEffects.Fields {
    let keys = arguments[key]
    if arguments[include].contains("*") { return .all }
    return .only((keys.isEmpty ? arguments[field].map(\.text) : keys) + arguments[include])
  }

  var tableName: String? { nil }

  func interval(in environment: QueryEnvironment) -> Range<Int64>? { interval.range(in: environment) }

  func limit(in context: RunContext) -> (count: Int, warning: String)? {
    context.effectiveLimit(rowLimit, default: Self.standardLimit, maximum: Self.maximumLimit).map { count in
      (count, "join() took \(count) rows of its search, its limit; matches may be missing")
    }
  }

  static func keepsAll(_ arguments: BoundArguments) -> Bool { arguments[mode] == .left }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    if mode == .left { return }
    try tableKeys(in: context).narrow(&batch, on: fields)
  }

  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage {
    let tableKeys = try tableKeys(in: context)
    let own = Set(keys)
    let added = included.contains("*") ? tableKeys.table.names.filter { !own.contains($0) } : included
    return JoinStage(
      tableKeys, on: fields, adding: added, most: most, keepsOthers: mode == .left, filler: "")
  }

  /// The rows found by their keys, made once for all workers.
  private func tableKeys(in context: RunContext) throws(ExecutionError) -> TableKeys {
    try context.searches.shared("keys \(keys) of search \(search.index)") { () throws(ExecutionError) in
      try TableKeys.made(of: context.searches.rows(of: search), columns: keys, owner: Self.spec.name, in: context)
    }
  }
}

extension Diagnostic {
  fileprivate static func keysDiffer(at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'join' needs as many keys as fields", at: range,
      help: "Write one key for each field, in the same order.")
  }
}
