import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `defineTable({…}, name=…, include=…)` runs a search first and keeps its rows as a table.
struct DefineTable: SearchingFunction {
  static let query = Parameter<Search>("query", "The search whose rows make the table.", unnamed: true)
  static let name = Parameter<String>("name", "Name by which match and readFile find the table.")
  static let include = Parameter<[String]>("include", "Columns of the table; * for every field.")
  static let view = Parameter<String?>("view", "View to search on a server; here the same input.", default: nil)

  static let spec = FunctionSpec(
    "defineTable", in: .join, kind: .metadata,
    summary: "Makes a table of the rows of a search, for match() and readFile().",
    details: [
      "It stands before the query; later tables may use earlier ones.",
      "match(table=…) then joins: strict=true as an inner join, strict=false as a left join, !match() as an anti-join.",
    ],
    parameters: query, name, include, SearchInterval.start, SearchInterval.end, view,
    examples: [
      Example(
        "Owners of what was stopped",
        query: """
          defineTable({type=owner}, name=owners, include=[instance, owner])
          | action=stop | match(table=owners, field=instance, strict=false)
          """,
        events: """
          {"type": "owner", "instance": "i-1", "owner": "ida"} {"action": "stop", "instance": "i-1"} \
          {"action": "stop", "instance": "i-2"}
          """,
        yields: """
          {"action": "stop", "instance": "i-1", "owner": "ida"} {"action": "stop", "instance": "i-2"}
          """)
    ])

  private let name: String
  private let interval: SearchInterval

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    name = arguments[Self.name]
    interval = try SearchInterval(arguments)
  }

  static func fieldsSearched(of arguments: BoundArguments) -> FieldEffects.Fields {
    let included = arguments[include]
    return included.contains("*") ? .all : .only(included)
  }

  var tableName: String? { name }

  func interval(in environment: QueryEnvironment) -> Range<Int64>? { interval.range(in: environment) }

  func limit(in context: RunContext) -> (count: Int, warning: String)? { nil }
}
