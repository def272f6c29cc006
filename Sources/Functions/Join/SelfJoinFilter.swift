import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `selfJoinFilter(field, where=[{…}, {…}])` keeps the events whose key has an event for every clause.
struct SelfJoinFilter: FilterFunction, SearchingFunction {
  static let field = Parameter<[FieldName]>("field", "Key field or fields.", unnamed: true)
  static let clauses = Parameter<[Block]>("where", "Clauses; each must be met by some event with the key.")
  static let prefilter = Parameter<Bool>(
    "prefilter", "Whether only events that meet a clause pass.", default: false)

  static let spec = FunctionSpec(
    "selfJoinFilter", in: .join, kind: .filter,
    summary: "Keeps the events whose key has, for every clause, some event that meets it.",
    details: [
      "The events that reach it are read twice: once for the keys, once to keep them.",
      "Different events may meet different clauses; events that lack a key field are dropped.",
      "LogScale's own answer is probable; this one is exact.",
    ],
    parameters: field, clauses, prefilter,
    examples: [
      Example(
        "Everything of a session that failed and then succeeded",
        query: "selfJoinFilter(session, where=[{result=fail}, {result=ok}])",
        events: """
          {"session": "s1", "result": "fail"} {"session": "s1", "result": "ok"} {"session": "s1", "file": "a"} \
          {"session": "s2", "result": "ok"}
          """,
        yields: """
          {"session": "s1", "result": "fail"} {"session": "s1", "result": "ok"} {"session": "s1", "file": "a"}
          """)
    ],
    survey: "selfJoin")

  private let fields: [String]
  private let clauseBlocks: [Block]
  private let isPrefiltered: Bool
  private let survey: PipelineReference?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.field].map(\.text)
    clauseBlocks = arguments[Self.clauses]
    isPrefiltered = arguments[Self.prefilter]
    survey = arguments.survey
  }

  static func fieldsSearched(of arguments: BoundArguments) -> FieldEffects.Fields {
    .only(arguments[field].map(\.text))
  }

  var tableName: String? { nil }

  func interval(in environment: QueryEnvironment) -> Range<Int64>? { nil }

  func limit(in context: RunContext) -> (count: Int, warning: String)? { nil }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let survey else { preconditionFailure("binding adds the survey that the spec asks for") }
    let keys = try context.searches.shared("keys of survey \(survey.index)") { () throws(ExecutionError) in
      try TableKeys.made(
        of: context.searches.rows(of: survey), columns: fields, owner: Self.spec.name, in: context)
    }
    keys.narrow(&batch, on: fields)
    if isPrefiltered { try context.narrow(&batch, byAnyOf: clauseBlocks) }
  }
}
