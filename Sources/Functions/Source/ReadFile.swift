import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `readFile(["file.csv"])`: the rows of lookup files as events.
struct ReadFile: SourceFunction {
  static let file = Parameter<[String]>("file", "Lookup file or files.", unnamed: true)
  static let include = Parameter<[String]>("include", "Columns to take; all when left out.", default: [])
  static let limit = Parameter<Int?>("limit", "The most rows to take.", default: nil, bounds: 1...1_000_000_000)

  static let spec = FunctionSpec(
    "readFile", in: .source, kind: .source,
    summary: "Makes events of the rows of lookup files.",
    details: ["It stands first; nothing else is read. The rows come in the order of the files and have no time."],
    parameters: file, include, limit,
    examples: [
      Example(
        "Rows of a file", query: #"readFile("owners.csv") | owner = ida"#, events: "",
        yields: #"{"account": "111", "owner": "ida"}"#,
        files: ["owners.csv": "account,owner\n111,ida\n222,bo\n"])
    ])

  private let names: [String]
  private let included: [String]
  private let most: Int

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    names = arguments[Self.file]
    included = arguments[Self.include]
    most = arguments[Self.limit] ?? Int.max
  }

  func makeSource(in context: RunContext) throws(ExecutionError) -> any BatchSource {
    var events: [EventList.Event] = []
    for name in names {
      let table = try LookupTable.read(name, in: context)
      for row in table.rows where events.count < most {
        events.append(
          zip(table.columns, row).compactMap { column, value in
            guard let value, included.isEmpty || included.contains(column) else { return nil }
            return (column, value)
          })
      }
    }
    return EventList(events)
  }
}
