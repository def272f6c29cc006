import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `matchAsArray(file=…, field=…, asArray="rows[]")` adds all rows of a file that know an event, as an array.
struct MatchAsArray: FilterFunction, StageFunction {
  static let file = Parameter<String?>("file", "Lookup file; or give a table.", unnamed: true, default: nil)
  static let table = Parameter<String?>("table", "Table that defineTable made, instead of a file.", default: nil)
  static let field = Parameter<[FieldName]>("field", "Field or fields to look up.")
  static let column = Parameter<[String]>("column", "Columns that hold the keys; named as the fields when left out.", default: [])
  static let asArray = Parameter<ArrayName>("asArray", "Array to write, with a member for each column.")
  static let include = Parameter<[String]>("include", "Columns to add; all others when left out.", default: [])
  static let ignoreCase = Parameter<Bool>("ignoreCase", "Whether upper and lower case count as equal.", default: false)
  static let strict = Parameter<Bool>("strict", "Whether events without a match are dropped.", default: true)

  static let spec = FunctionSpec(
    "matchAsArray", in: .join, kind: .filter,
    summary: "Looks fields up in a file and adds all rows that match as an array of objects.",
    details: ["The last row of the file comes first.", "With strict=false events that are not found stay as they are."],
    parameters: file, table, field, column, asArray, include, ignoreCase, strict,
    examples: [
      Example(
        "Hosts of a user", query: #"matchAsArray(file="hosts.csv", field=user, asArray="h[]")"#, events: #"{"user": "ida"}"#,
        yields: #"{"user": "ida", "h[0].host": "b", "h[1].host": "a"}"#,
        files: ["hosts.csv": "user,host\nida,a\nida,b\n"])
    ])

  private let name: String
  private let fields: [String]
  private let columns: [String]
  private let included: [String]
  private let array: ArrayName
  private let ignoresCase: Bool
  private let isStrict: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    guard let name = arguments[Self.file] ?? arguments[Self.table] else { throw .noLookup(for: "matchAsArray", at: arguments.call) }
    self.name = name
    fields = arguments[Self.field].map(\.text)
    let columns = arguments[Self.column]
    self.columns = columns.isEmpty ? fields : columns
    included = arguments[Self.include]
    array = arguments[Self.asArray]
    ignoresCase = arguments[Self.ignoreCase]
    isStrict = arguments[Self.strict]
    if self.columns.count != fields.count {
      throw .columnsDiffer(in: "matchAsArray", at: arguments.located(Self.column).range)
    }
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments[field].map(\.text), writesUnknownFields: true)
  }

  static func keepsAll(_ arguments: BoundArguments) -> Bool { !arguments[strict] }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    if isStrict { try keys(in: context).narrow(&batch, on: fields) }
  }

  private func keys(in context: RunContext) throws(ExecutionError) -> TableKeys {
    let table = try LookupTable.read(name, in: context)
    try LookupTable.checkColumns(
      of: table, named: name, keys: columns, included: included, owner: Self.spec.name, in: context)
    return try context.searches.shared("keys \(columns) of \(name) as string \(ignoresCase)") { () throws(ExecutionError) in
      try TableKeys.made(
        of: table, columns: columns, ignoresCase: ignoresCase, owner: Self.spec.name, in: context)
    }
  }

  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage {
    let keys = try keys(in: context)
    let own = Set(columns)
    let added = keys.table.names.filter { name in
      included.isEmpty ? !own.contains(name) && !HiddenField.isHidden(name) : included.contains(name)
    }
    let texts = added.map { ($0, keys.table.text(of: $0)) }
    return ConvertingStage { batch in
      let joined = keys.join(batch, on: fields, most: .max, keepsOthers: false)
      var fieldsAdded = RowFields(rowCount: batch.rowCount)
      var known = RowMask(noneOf: batch.rowCount)
      var index = 0
      for (place, row) in joined.rows.enumerated() {
        index = known[Int(row)] ? index + 1 : 0
        known[Int(row)] = true
        let found = Int(joined.found[place])
        for (column, text) in texts where text.isPresent(found) {
          fieldsAdded.set("\(array.prefix)[\(index)].\(column)", at: Int(row), text.storage[text.range(of: found)])
        }
      }
      fieldsAdded.assign(to: &batch)
      if isStrict { batch.mask.formIntersection(known) }
    }
  }
}
