import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `readFile(["file.csv"])`: the rows of lookup files as events.
struct ReadFile: SourceFunction {
  static let file = Parameter<[String]>(
    "file", "Lookup files, or tables that defineTable made.", unnamed: true, default: [])
  static let table = Parameter<[String]>("table", "The same under another name.", default: [])
  static let include = Parameter<[String]>("include", "Columns to take; all when left out.", default: [])
  static let limit = Parameter<Int?>("limit", "The most rows to take.", default: nil, bounds: 1...1_000_000_000)

  static let spec = FunctionSpec(
    "readFile", in: .source, kind: .source,
    summary: "Makes events of the rows of lookup files or tables.",
    details: ["It stands first; nothing else is read. The rows come in the order of the files and have no time."],
    parameters: file, table, include, limit,
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
    names = arguments[Self.file] + arguments[Self.table]
    if names.isEmpty { throw .noFile(at: arguments.call) }
    included = arguments[Self.include]
    most = arguments[Self.limit] ?? Int.max
  }

  func makeSource(in context: RunContext) throws(ExecutionError) -> any BatchSource {
    var events: [EventList.Event] = []
    for name in names {
      let table = try LookupTable.read(name, in: context)
      let columns = table.names.filter { !HiddenField.isHidden($0) && (included.isEmpty || included.contains($0)) }
      let texts = columns.map { table.text(of: $0) }
      for row in 0..<table.rowCount where events.count < most {
        events.append(
          zip(columns, texts).compactMap { column, text in text.string(at: row).map { (column, $0) } })
      }
    }
    return EventList(events)
  }
}

extension Diagnostic {
  fileprivate static func noFile(at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'readFile' needs a file or a table", at: range, help: "Name it: 'readFile(\"owners.csv\")'.")
  }
}
