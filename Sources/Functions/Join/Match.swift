import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `match(file=…, field=…)` keeps events that a lookup file knows, and adds its columns.
struct Match: FilterFunction, StageFunction {
  static let file = Parameter<String?>("file", "Lookup file; or give a table.", unnamed: true, default: nil)
  static let table = Parameter<String?>("table", "Table that defineTable made, instead of a file.", default: nil)
  static let field = Parameter<[FieldName]>("field", "Field or fields to look up.")
  static let column = Parameter<[String]>("column", "Columns that hold the keys; named as the fields when left out.", default: [])
  static let include = Parameter<[String]>("include", "Columns to add; all others when left out.", default: [])
  static let mode = Parameter<Mode>("mode", "How keys are compared.", default: .string)
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

  enum Mode: String, ChoiceArgument { case string, cidr, glob }

  private let name: String
  private let fields: [String]
  private let columns: [String]
  private let included: [String]
  private let mode: Mode
  private let ignoresCase: Bool
  private let most: Int
  private let isStrict: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    guard let name = arguments[Self.file] ?? arguments[Self.table] else { throw .noLookup(at: arguments.call) }
    self.name = name
    fields = arguments[Self.field].map(\.text)
    let columns = arguments[Self.column]
    self.columns = columns.isEmpty ? fields : columns
    included = arguments[Self.include]
    mode = arguments[Self.glob] ? .glob : arguments[Self.mode]
    ignoresCase = arguments[Self.ignoreCase]
    if case .count(let count) = arguments[Self.nrows] { most = count } else { most = 500 }
    isStrict = arguments[Self.strict]
    if self.columns.count != fields.count { throw .columnsDiffer(at: arguments.located(Self.column).range) }
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments[field].map(\.text), writes: arguments[include], writesUnknownFields: true)
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    let lookup = try lookup(in: context)
    let texts = fields.map { batch.text(of: $0) }
    batch.mask.keep { row in
      let keys = texts.map { $0.string(at: row) }
      return keys.allSatisfy { $0 != nil } && !lookup.rows(for: keys.compactMap { $0 }, most: 1).isEmpty
    }
  }

  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage {
    MatchStage(lookup: try lookup(in: context), fields: fields, included: included, most: most, isStrict: isStrict)
  }

  private func lookup(in context: RunContext) throws(ExecutionError) -> KeyedTable {
    KeyedTable(try LookupTable.read(name, in: context), columns: columns, mode: mode, ignoresCase: ignoresCase)
  }
}

/// A lookup file that is asked by its keys.
struct KeyedTable: Sendable {
  let table: LookupTable
  let keyColumns: Set<String>
  private let mode: Match.Mode
  private let ignoresCase: Bool
  /// For text keys: the rows of each, the last first.
  private var exact: [[String]: [Int]] = [:]
  private var globs: [(row: Int, globs: [Glob])] = []
  private var subnets: [(row: Int, subnet: Subnet, bits: Int)] = []

  init(_ table: LookupTable, columns: [String], mode: Match.Mode, ignoresCase: Bool) {
    self.table = table
    self.mode = mode
    self.ignoresCase = ignoresCase
    keyColumns = Set(columns)
    let indices = columns.map { table.columns.firstIndex(of: $0) }
    for row in table.rows.indices.reversed() {
      let keys = indices.map { index in index.flatMap { $0 < table.rows[row].count ? table.rows[row][$0] : nil } }
      guard keys.allSatisfy({ $0 != nil }) else { continue }
      let texts = keys.compactMap { $0 }
      switch mode {
      case .string: exact[texts.map { ignoresCase ? $0.lowercased() : $0 }, default: []].append(row)
      case .glob: globs.append((row, texts.map { Glob($0, extent: .part, ignoresCase: ignoresCase) }))
      case .cidr:
        if let text = texts.first, let subnet = Subnet(text) {
          let bits = text.split(separator: "/").dropFirst().first.flatMap { Int($0) } ?? 128
          subnets.append((row, subnet, bits))
        }
      }
    }
  }

  /// The rows of the file that match, the one that counts first.
  func rows(for keys: [String], most: Int) -> [Int] {
    switch mode {
    case .string: return Array((exact[keys.map { ignoresCase ? $0.lowercased() : $0 }] ?? []).prefix(most))
    case .glob:
      return globs.lazy.filter { zip($0.globs, keys).allSatisfy { $0.matches($1) } }.prefix(most).map(\.row)
    case .cidr:
      guard let key = keys.first, let address = IPAddress(key) else { return [] }
      return subnets.filter { $0.subnet.contains(address) }.sorted { $0.bits > $1.bits }.prefix(most).map(\.row)
    }
  }
}

private final class MatchStage: StreamStage {
  private let lookup: KeyedTable
  private let fields: [String]
  private let added: [(index: Int, name: String)]
  private let most: Int
  private let isStrict: Bool

  init(lookup: KeyedTable, fields: [String], included: [String], most: Int, isStrict: Bool) {
    self.lookup = lookup
    self.fields = fields
    self.most = most
    self.isStrict = isStrict
    added = lookup.table.columns.enumerated().filter { column in
      included.isEmpty ? !lookup.keyColumns.contains(column.element) : included.contains(column.element)
    }.map { ($0.offset, $0.element) }
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    let texts = fields.map { batch.text(of: $0) }
    var rows: [UInt32] = []
    var found: [Int?] = []
    batch.mask.forEach { row in
      let keys = texts.map { $0.string(at: row) }
      let matches = keys.allSatisfy { $0 != nil } ? lookup.rows(for: keys.compactMap { $0 }, most: most) : []
      for match in matches {
        rows.append(UInt32(row))
        found.append(match)
      }
      if matches.isEmpty, !isStrict {
        rows.append(UInt32(row))
        found.append(nil)
      }
    }
    if rows.isEmpty { return .more }
    var result = batch.gather(rows)
    for (index, name) in added {
      let values = found.map { row -> String? in
        guard let row, index < lookup.table.rows[row].count else { return nil }
        return lookup.table.rows[row][index]
      }
      result.assign(.text(TextColumn(values)), to: name)
    }
    return try next.receive(result)
  }
}

extension Diagnostic {
  fileprivate static func noLookup(at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'match' needs the name of a file or a table", at: range,
      help: "Name the lookup file: match(file=\"name.csv\", field=…).")
  }

  fileprivate static func columnsDiffer(at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'match' needs as many columns as fields", at: range,
      help: "Write one column for each field, in the same order.")
  }
}
