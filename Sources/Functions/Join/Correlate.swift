import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `correlate(A: {…}, B: {… | f <=> A.f}, …)`: events of several queries that belong together.
struct Correlate: AggregateFunction {
  static let queries = Parameter<[NamedQuery]>("query", "Two or more queries with names.", unnamed: true)
  static let sequence = Parameter<Bool>(
    "sequence", "Whether events must come in the order of the queries.", default: false)
  static let sequenceBy = Parameter<[FieldName]>(
    "sequenceBy", "Fields that give the order, compared as texts, instead of the time.", default: [])
  static let within = Parameter<TimeSpan?>("within", "The most time between the first and the last event.", default: nil)
  static let globalConstraints = Parameter<[FieldName]>(
    "globalConstraints", "Fields that are equal in the events of all queries.", default: [])
  static let includeConstraintValues = Parameter<Bool>(
    "includeConstraintValues", "Whether linked fields are put out.", default: true)
  static let includeMatchesOnceOnly = Parameter<Bool>(
    "includeMatchesOnceOnly", "Whether an event of a query takes part in one constellation only.", default: false)
  static let jitterTolerance = Parameter<TimeSpan?>(
    "jitterTolerance", "How far an event may come before the one it must follow.", default: nil)
  static let maxPerRoot = Parameter<Int>(
    "maxPerRoot", "The most constellations for one event of the root.", default: 1, bounds: 1...1_000_000)
  static let root = Parameter<String?>("root", "The query that is asked first; the first one when left out.", default: nil)
  static let iterationLimit = Parameter<Int>(
    "iterationLimit", "How often a server narrows the events down; this engine finds all without.", default: 5,
    bounds: 1...10)

  static let spec = FunctionSpec(
    "correlate", in: .join, kind: .aggregate,
    summary: "Finds events of several queries that belong together: equal in linked fields, in order, close in time.",
    details: [
      "A query ends with its links: field <=> OTHER.field. Every query must be linked to the others, directly or not.",
      "Each row is a constellation: an event of each query, the earliest ones of each event of the root first.",
      "Fields are put out as QUERY.field: linked ones, and those of include: [fields] behind the braces.",
      "Time and @id of a row are those of the root's event. No event takes two places in a constellation.",
      "within includes its end. Events of the same time follow each other as they stand in the input.",
    ],
    parameters: queries, sequence, sequenceBy, within, globalConstraints, includeConstraintValues,
    includeMatchesOnceOnly, jitterTolerance, maxPerRoot, root, iterationLimit,
    examples: [
      Example(
        "A success after a failure",
        query: "correlate(F: { result=fail }, S: { result=ok | user <=> F.user } include: [ip], sequence=true, within=1m)",
        events: """
          {"@timestamp": "1000", "result": "fail", "user": "ida"} \
          {"@timestamp": "2000", "result": "ok", "user": "ida", "ip": "10.0.0.7"} \
          {"@timestamp": "3000", "result": "ok", "user": "bo", "ip": "10.0.0.8"}
          """,
        yields: #"{"F.user": "ida", "S.user": "ida", "S.ip": "10.0.0.7"}"#)
    ])

  private let correlation: Correlation

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    let queries = arguments[Self.queries]
    let constraints = arguments[Self.globalConstraints].map(\.text)
    guard queries.count > 1 else { throw .loneQuery(at: arguments.located(Self.queries).range) }
    var variables = LinkedFields(queries.count)
    for (index, query) in queries.enumerated() {
      if queries[..<index].contains(where: { $0.name.value == query.name.value }) {
        throw .queryNamedTwice(query.name)
      }
      for link in query.links {
        let (other, field) = try Self.target(of: link, among: queries)
        if other == index { throw .linkToItself(link.other) }
        variables.link((index, link.field), (other, field))
      }
    }
    for constraint in constraints {
      for index in queries.indices.dropFirst() { variables.link((0, constraint), (index, constraint)) }
    }
    if let lone = variables.unlinked { throw .unlinkedQuery(queries[lone].name, first: queries[0].name.value) }

    var root = 0
    if let name = arguments[Self.root] {
      guard let index = queries.firstIndex(where: { $0.name.value == name }) else {
        throw .unknownQuery(name, among: queries.map(\.name.value), at: arguments.located(Self.root).range)
      }
      root = index
    }
    let isSequence = arguments[Self.sequence]
    if !isSequence, arguments.isWritten(Self.sequenceBy) {
      throw .onlyInSequence("sequenceBy", at: arguments.located(Self.sequenceBy).range)
    }
    let (jitter, within) = (arguments[Self.jitterTolerance], arguments[Self.within])
    if let jitter {
      let range = arguments.located(Self.jitterTolerance).range
      if !isSequence { throw .onlyInSequence("jitterTolerance", at: range) }
      if let within, jitter.milliseconds > within.milliseconds { throw .jitterBeyondWithin(at: range) }
    }
    let putsOutLinks = arguments[Self.includeConstraintValues]
    correlation = Correlation(
      queries: queries.enumerated().map { index, query in
        let keys = variables.keys(of: index)
        return Correlation.Query(
          name: query.name.value, pipeline: query.pipeline, keys: keys,
          output: (putsOutLinks ? keys.map(\.field) : []) + query.included, outputsAll: query.includesAll)
      },
      variableCount: variables.variableCount, root: root, isSequence: isSequence,
      order: arguments[Self.sequenceBy].map(\.text), jitter: jitter?.milliseconds ?? 0,
      within: within?.milliseconds, mostPerRoot: arguments[Self.maxPerRoot],
      usesEventsOnce: arguments[Self.includeMatchesOnceOnly])
  }

  /// The query and the field that a link names: they part at the first dot behind the name of a query.
  private static func target(of link: NamedQuery.Link, among queries: [NamedQuery]) throws(Diagnostic)
    -> (query: Int, field: String)
  {
    let text = link.other.value
    for place in text.indices where text[place] == "." {
      if let index = queries.firstIndex(where: { $0.name.value == text[..<place] }) {
        let field = String(text[text.index(after: place)...])
        if !field.isEmpty { return (index, field) }
      }
    }
    throw .unknownQuery(
      text.split(separator: ".").first.map(String.init) ?? text, among: queries.map(\.name.value), at: link.other.range)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let queries = arguments[queries]
    let constraints = arguments[globalConstraints].map(\.text)
    var reads = Correlation.rootFields + constraints + arguments[sequenceBy].map(\.text)
    var writes = Correlation.rootFields
    for query in queries {
      reads += query.links.map(\.field) + query.included
      for link in query.links { reads += link.other.value.fieldsBehindDots }
      writes += (query.links.map(\.field) + constraints + query.included).map { "\(query.name.value).\($0)" }
    }
    if queries.contains(where: \.includesAll) {
      var effects = FieldEffects(reads: .all, writes: writes, survivors: .only([]), writesUnknownFields: true)
      effects.readsOfEvery = reads
      return effects
    }
    return FieldEffects(reads: reads, writes: writes, survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    try CorrelationState(correlation, in: context)
  }
}

extension String {
  /// What stands behind each dot: one of them is the field of `QUERY.field`.
  fileprivate var fieldsBehindDots: [String] {
    indices.filter { self[$0] == "." }.map { String(self[index(after: $0)...]) }
  }
}
