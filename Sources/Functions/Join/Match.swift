import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `match(file=…, field=…)` keeps events that a lookup file knows, and adds its columns.
struct Match: FilterFunction, StageFunction {
  static let file = Parameter<String?>("file", "Lookup file; or give a table.", unnamed: true, default: nil)
  static let table = Parameter<String?>("table", "Table that defineTable made, instead of a file.", default: nil)
  static let field = Parameter<[FieldName]>("field", "Field or fields to look up.")
  static let column = Parameter<[String]>("column", "Columns that hold the keys; named as the fields when left out.", default: [])
  static let include = Parameter<[String]>("include", "Columns to add; all others when left out.", default: [])
  static let mode = Parameter<TableKeys.Mode>("mode", "How keys are compared.", default: .string)
  static let ignoreCase = Parameter<Bool>("ignoreCase", "Whether upper and lower case count as equal.", default: false)
  static let nrows = Parameter<Limit>("nrows", "The most rows of the file for one event, the last first.", default: .count(1))
  static let strict = Parameter<Bool>("strict", "Whether events without a match are dropped.", default: true)
  static let glob = Parameter<Bool>("glob", "Whether keys hold stars.", default: false, deprecated: "Write mode=glob.")

  static let spec = FunctionSpec(
    "match", in: .join, kind: .filter,
    summary: "Looks up fields in a file, keeps the events that are found, and adds columns of the file.",
    details: [
      "Of several rows the last one counts.",
      "With strict=false events that are not found stay as they are.",
    ],
    parameters: file, table, field, column, include, mode, ignoreCase, nrows, strict, glob,
    examples: [
      Example(
        "Owners of accounts", query: #"match(file="owners.csv", field=account, include=owner)"#,
        events: #"{"account": "111"} {"account": "333"}"#,
        yields: #"{"account": "111", "owner": "ida"}"#,
        files: ["owners.csv": "account,owner\n111,ida\n222,bo\n"]),
      Example(
        "Known subnets, and the rest as it is",
        query: #"match(file="subnets.csv", field=src, column=subnet, mode=cidr, strict=false)"#,
        events: #"{"src": "10.1.2.3"} {"src": "8.8.8.8"}"#,
        yields: #"{"src": "10.1.2.3", "site": "office"} {"src": "8.8.8.8"}"#,
        files: ["subnets.csv": "subnet,site\n10.0.0.0/8,office\n"]),
    ])

  private let name: String
  private let fields: [String]
  private let columns: [String]
  private let included: [String]
  private let includesAll: Bool
  private let mode: TableKeys.Mode
  private let ignoresCase: Bool
  private let most: Int
  private let isStrict: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    guard let name = arguments[Self.file] ?? arguments[Self.table] else { throw .noLookup(for: "match", at: arguments.call) }
    self.name = name
    fields = arguments[Self.field].map(\.text)
    let columns = arguments[Self.column]
    self.columns = columns.isEmpty ? fields : columns
    included = arguments[Self.include]
    includesAll = !arguments.isWritten(Self.include) || included.contains("*")
    mode = arguments[Self.glob] ? .glob : arguments[Self.mode]
    ignoresCase = arguments[Self.ignoreCase]
    if case .count(let count) = arguments[Self.nrows] { most = count } else { most = 500 }
    isStrict = arguments[Self.strict]
    if self.columns.count != fields.count { throw .columnsDiffer(in: "match", at: arguments.located(Self.column).range) }
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments[field].map(\.text), writes: arguments[include], writesUnknownFields: true)
  }

  static func keepsAll(_ arguments: BoundArguments) -> Bool { !arguments[strict] }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try keys(in: context).narrow(&batch, on: fields)
  }

  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage {
    let keys = try keys(in: context)
    let columns = Set(columns)
    let added = keys.table.names.filter { name in
      if HiddenField.isHidden(name) { return false }
      return includesAll ? !columns.contains(name) : included.contains(name)
    }
    return JoinStage(keys, on: fields, adding: added, most: most, keepsOthers: !isStrict)
  }

  /// The table by its keys, made once for all workers.
  private func keys(in context: RunContext) throws(ExecutionError) -> TableKeys {
    let table = try LookupTable.read(name, in: context)
    try LookupTable.checkColumns(
      of: table, named: name, keys: columns, included: included, owner: Self.spec.name, in: context)
    // A JSON file that is one object has its keys, whatever column is named.
    let isKeyed = table[LookupTable.keyColumn] != nil && !columns.contains { table[$0] != nil }
    let columns = isKeyed ? [LookupTable.keyColumn] : columns
    let identity = "keys \(columns) of \(name) as \(mode.rawValue) \(ignoresCase)"
    return try context.searches.shared(identity) { () throws(ExecutionError) in
      try TableKeys.made(
        of: table, columns: columns, mode: mode, ignoresCase: ignoresCase, owner: Self.spec.name, in: context)
    }
  }
}

extension Diagnostic {
  static func noLookup(for function: String, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'\(function)' needs the name of a file or a table", at: range,
      help: "Name the lookup file: \(function)(file=\"name.csv\", field=…).")
  }

  static func columnsDiffer(in function: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'\(function)' needs as many columns as fields", at: range,
      help: "Write one column for each field, in the same order.")
  }
}
