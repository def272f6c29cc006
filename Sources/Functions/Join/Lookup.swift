import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `lookup("file.csv", on=[field])` adds columns of a file to the events it knows.
struct Lookup: FilterFunction, StageFunction {
  static let file = Parameter<String>("file", "Lookup file.", unnamed: true)
  static let on = Parameter<[FieldName]>("on", "Field or fields to look up; the columns have the same names.")
  static let include = Parameter<[String]>("include", "Columns to add; all others when left out.", default: [])
  static let strict = Parameter<Bool>("strict", "Whether events without a match are dropped.", default: false)

  static let spec = FunctionSpec(
    "lookup", in: .join, kind: .filter,
    summary: "Adds columns of a file to the events that it knows.",
    details: ["Events that the file does not know stay as they are."],
    parameters: file, on, include, strict,
    examples: [
      Example(
        "Names of codes", query: #"lookup("countries.csv", on=code)"#, events: #"{"code": "DK"} {"code": "XX"}"#,
        yields: #"{"code": "DK", "name": "Denmark"} {"code": "XX"}"#,
        files: ["countries.csv": "code,name\nDK,Denmark\n"])
    ],
    deprecation: "Write match(file=…, field=…, strict=false).")

  private let name: String
  private let fields: [String]
  private let included: [String]
  private let isStrict: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    name = arguments[Self.file]
    fields = arguments[Self.on].map(\.text)
    included = arguments[Self.include]
    isStrict = arguments[Self.strict]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments[on].map(\.text), writes: arguments[include], writesUnknownFields: true)
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    if isStrict { try keys(in: context).narrow(&batch, on: fields) }
  }

  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage {
    let keys = try keys(in: context)
    let added = keys.table.names.filter { name in
      included.isEmpty ? !fields.contains(name) && !HiddenField.isHidden(name) : included.contains(name)
    }
    return JoinStage(keys, on: fields, adding: added, most: 1, keepsOthers: !isStrict)
  }

  private func keys(in context: RunContext) throws(ExecutionError) -> TableKeys {
    let table = try LookupTable.read(name, in: context)
    return try context.searches.shared("keys \(fields) of \(name)") { () throws(ExecutionError) in
      try TableKeys.made(of: table, columns: fields, owner: Self.spec.name, in: context)
    }
  }
}
