import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `cidr(field, subnet=[…])` keeps events whose address lies in a subnet.
struct CIDR: FilterFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the address.", unnamed: true)
  static let subnet = Parameter<[Subnet]>("subnet", "Subnets to look in, in CIDR notation.", default: [])
  static let file = Parameter<String?>("file", "Lookup file with subnets.", default: nil)
  static let column = Parameter<String?>("column", "Column of the file that holds the subnets.", default: nil)
  static let negate = Parameter<Bool>("negate", "Keeps the others.", default: false, deprecated: "Write !cidr(…).")

  static let spec = FunctionSpec(
    "cidr", in: .network, kind: .filter,
    summary: "Keeps events whose address lies in at least one of the given subnets.",
    details: [
      "IPv4 and IPv6 addresses never match each other's subnets.",
      "An event without the field, or with something else than an address, does not match.",
    ],
    parameters: field, subnet, file, column, negate,
    examples: [
      Example(
        "Traffic from inside", query: #"cidr(src, subnet="10.0.0.0/8")"#,
        events: #"{"src": "10.1.2.3"} {"src": "198.51.100.7"} {"src": "none"}"#, yields: #"{"src": "10.1.2.3"}"#),
      Example(
        "From anywhere else", query: #"!cidr(src, subnet=["10.0.0.0/8", "2001:db8::/32"])"#,
        events: #"{"src": "10.1.2.3"} {"src": "2001:db8::7"} {"src": "198.51.100.7"}"#, yields: #"{"src": "198.51.100.7"}"#),
    ])

  private let field: String
  private let subnets: [Subnet]
  private let file: String?
  private let column: String?
  private let isNegated: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    subnets = arguments[Self.subnet]
    file = arguments[Self.file]
    column = arguments[Self.column]
    isNegated = arguments[Self.negate]
    if let file, column == nil { throw .columnNeeded(of: file, at: arguments.located(Self.file).range) }
    if let column, file == nil { throw .fileNeeded(for: column, at: arguments.located(Self.column).range) }
    if subnets.isEmpty, file == nil { throw .subnetsNeeded(at: arguments.call) }
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    var subnets = subnets
    if let file, let column {
      let table = try LookupTable.read(file, in: context)
      subnets += try context.searches.shared("subnets of \(column) in \(file)") { () throws(ExecutionError) in
        try Self.subnets(of: column, in: file, table)
      }
    }
    let before = batch.mask
    batch.keep(where: field) { text in
      guard let address = IPAddress(text) else { return false }
      for subnet in subnets where subnet.contains(address) { return true }
      return false
    }
    if isNegated {
      var others = before
      others.subtract(batch.mask)
      batch.mask = others
    }
  }
}

extension CIDR {
  /// The subnets of a file: it must have the column, and each line that has a value there a subnet.
  private static func subnets(of column: String, in file: String, _ table: Batch) throws(ExecutionError) -> [Subnet] {
    guard let texts = table[column]?.asText() else {
      throw .unavailable("the lookup file '\(file)' has no column '\(column)'")
    }
    var subnets: [Subnet] = []
    for row in 0..<texts.rowCount {
      guard let text = texts.string(at: row), !text.isEmpty else { continue }
      guard let subnet = Subnet(text) else {
        throw .unavailable("'\(text)' in the column '\(column)' of the lookup file '\(file)' is no subnet")
      }
      subnets.append(subnet)
    }
    return subnets
  }
}

extension Diagnostic {
  fileprivate static func columnNeeded(of file: String, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'cidr' needs the column of '\(file)' that holds the subnets", at: range,
      help: "Write 'file=\"\(file)\", column=\"net\"'.")
  }

  fileprivate static func fileNeeded(for column: String, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'column' names a column of a lookup file, and 'cidr' is given no file", at: range,
      help: "Write 'file=\"nets.csv\", column=\"\(column)\"', or leave it out.")
  }

  fileprivate static func subnetsNeeded(at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'cidr' needs subnets", at: range,
      help: "Write them, 'subnet=[\"10.0.0.0/8\"]', or name a lookup file and its column: 'file=\"nets.csv\", column=\"net\"'.")
  }
}
