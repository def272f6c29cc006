import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseCsv(field, columns=[…])` cuts a line of CSV into fields.
struct ParseCsv: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the line.", unnamed: true, default: "@rawstring")
  static let columns = Parameter<[OutputName]>("columns", "Names of the columns, in order.")
  static let delimiter = Parameter<String>("delimiter", "What stands between values: one character.", default: ",")
  static let excludeEmpty = Parameter<Bool>("excludeEmpty", "Whether empty values are left out.", default: false)
  static let trim = Parameter<Bool>("trim", "Whether blanks around values are taken away.", default: false)

  static let spec = FunctionSpec(
    "parseCsv", in: .parsing, kind: .transform,
    summary: "Cuts a line of CSV into fields.",
    details: ["Values in double quotes may hold the delimiter, and doubled quotes.", "Values without a column are left out."],
    parameters: field, columns, delimiter, excludeEmpty, trim,
    examples: [
      Example(
        "Three columns", query: "parseCsv(line, columns=[user, note, n]) | drop(line)", events: #"{"line": "ida,\"a, b\",7"}"#,
        yields: #"{"user": "ida", "note": "a, b", "n": "7"}"#)
    ])

  private let source: String
  private let names: [String]
  private let delimiter: [UInt8]
  private let leavesEmptyOut: Bool
  private let trims: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    names = arguments[Self.columns].map(\.text)
    let text = arguments.located(Self.delimiter)
    guard text.value.unicodeScalars.count == 1 else { throw .notOneCharacter(text.value, at: text.range) }
    delimiter = Array(text.value.utf8)
    leavesEmptyOut = arguments[Self.excludeEmpty]
    trims = arguments[Self.trim]
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard texts.isPresent(row) else { return }
      for (name, value) in zip(names, values(of: texts.storage[texts.range(of: row)])) where !(leavesEmptyOut && value.isEmpty) {
        fields.set(name, at: row, value)
      }
    }
    fields.assign(to: &batch)
  }

  private func values(of line: ArraySlice<UInt8>) -> [[UInt8]] {
    var values: [[UInt8]] = []
    var value: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    var index = line.startIndex
    func close() {
      values.append(trims && !wasQuoted ? Self.trimmed(value) : value)
      value = []
      wasQuoted = false
    }
    while index < line.endIndex {
      let byte = line[index]
      if isQuoted {
        if byte == UInt8(ascii: "\""), index + 1 < line.endIndex, line[index + 1] == byte {
          value.append(byte)
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        } else {
          value.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), trims ? Self.trimmed(value).isEmpty : value.isEmpty {
        value = []
        isQuoted = true
        wasQuoted = true
      } else if line[index...].starts(with: delimiter) {
        close()
        index += delimiter.count - 1
      } else if !(trims && wasQuoted) {
        value.append(byte)
      }
      index += 1
    }
    close()
    return values
  }

  private static func trimmed(_ value: [UInt8]) -> [UInt8] {
    Array(value.drop { $0 == 0x20 || $0 == 0x09 }.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed())
  }
}
