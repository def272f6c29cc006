import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// A lookup file: rows of named texts, from CSV with a header line.
struct LookupTable: Sendable {
  let columns: [String]
  let rows: [[String?]]

  /// Reads a file by its name; a missing one fails the run.
  static func read(_ name: String, in context: RunContext) throws(ExecutionError) -> LookupTable {
    LookupTable(csv: try context.environment.readLookup(name))
  }

  /// Quoted values may hold commas, line ends and doubled quotes (RFC 4180). White space counts.
  init(csv bytes: [UInt8]) {
    var records: [[String?]] = []
    var record: [String?] = []
    var value: [UInt8] = []
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var isQuoted = false
    var hasValue = false
    func closeValue() {
      record.append(value.isEmpty && !hasValue ? nil : String(decoding: value, as: UTF8.self))
      value = []
      hasValue = false
    }
    while index < bytes.count {
      let byte = bytes[index]
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          if index + 1 < bytes.count, bytes[index + 1] == byte {
            value.append(byte)
            index += 1
          } else {
            isQuoted = false
          }
        } else {
          value.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), value.isEmpty {
        isQuoted = true
        hasValue = true
      } else if byte == UInt8(ascii: ",") {
        closeValue()
      } else if byte == UInt8(ascii: "\n") {
        if value.last == UInt8(ascii: "\r") { value.removeLast() }
        closeValue()
        records.append(record)
        record = []
      } else {
        value.append(byte)
      }
      index += 1
    }
    if !value.isEmpty || hasValue || !record.isEmpty {
      closeValue()
      records.append(record)
    }
    columns = records.first?.map { $0 ?? "" } ?? []
    rows = records.dropFirst().filter { $0.contains { $0 != nil } }
  }

  /// The values of a column, without those that are missing.
  func values(of column: String) -> [String] {
    guard let index = columns.firstIndex(of: column) else { return [] }
    return rows.compactMap { index < $0.count ? $0[index] : nil }
  }
}
