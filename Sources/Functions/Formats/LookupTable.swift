import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// A lookup file, or a table that a search made: columns of texts.
enum LookupTable {
  /// The table of this name that a search made, or else the file; when there is neither, the run fails.
  static func read(_ name: String, in context: RunContext) throws(ExecutionError) -> Batch {
    if let table = context.searches.table(named: name) { return table }
    return try context.searches.shared("file \(name)") { () throws(ExecutionError) in
      let bytes = try context.environment.readLookup(name)
      let table = parse(bytes, named: name)
      try context.searches.charge(table.byteCount, for: "the lookup file '\(name)'")
      return table
    }
  }

  /// Says which columns of a file a function asks for in vain. One without any columns could not be read, and a table
  /// has those that its search found.
  static func checkColumns(
    of table: Batch, named name: String, keys: [String], included: [String], owner: String, in context: RunContext
  ) throws(ExecutionError) {
    let columns = table.names.filter { $0 != keyColumn }
    guard columns.contains(where: { !$0.isEmpty }), context.searches.table(named: name) == nil else { return }
    let known = "its columns are " + columns.map { "'\($0)'" }.joined(separator: ", ")
    for column in included where table[column] == nil && column != "*" {
      context.warnings.add("\(owner)() added no '\(column)': the lookup file '\(name)' has no such column; \(known)")
    }
    // A JSON file that is one object has its keys, whatever column is named.
    guard table[keyColumn] == nil, let missing = keys.first(where: { table[$0] == nil }) else { return }
    throw .unavailable("the lookup file '\(name)' has no column '\(missing)' for \(owner)(); \(known)")
  }

  /// The rows of a file: JSON by its name, or else CSV.
  static func parse(_ bytes: [UInt8], named name: String) -> Batch {
    name.lowercased().hasSuffix(".json") ? parse(json: bytes) : parse(csv: bytes)
  }

  /// The column of the keys of a JSON file that is one object: `{key: {column: value}}`.
  static let keyColumn = "\0key"

  /// The rows of a JSON text: an array of flat objects, or an object of them by key. Objects within them are passed
  /// over. A text that is no such thing has no rows.
  static func parse(json bytes: [UInt8]) -> Batch {
    var names: [String] = []
    var rows: [[String: String]] = []
    var rowKey: String?
    let isJSON = JSONFlattener.flatten(bytes.span, separator: "\0") { path, value, isNull in
      let parts = path.split(separator: "\0", omittingEmptySubsequences: false)
      guard parts.count == 2, !isNull else { return }
      let (key, column) = (String(parts[0]), String(parts[1]))
      if key != rowKey {
        rowKey = key
        rows.append(key.hasPrefix("[") && key.hasSuffix("]") ? [:] : [keyColumn: key])
      }
      if !names.contains(column) { names.append(column) }
      rows[rows.count - 1][column] = String(decoding: value, as: UTF8.self)
    }
    guard isJSON else { return Batch(rowCount: 0) }
    var table = Batch(rowCount: rows.count)
    if rows.contains(where: { $0[keyColumn] != nil }) { names.insert(keyColumn, at: 0) }
    for name in names { table.set(name, to: .text(TextColumn(rows.map { $0[name] }))) }
    return table
  }

  /// The rows of a text in CSV, whose first line names the columns.
  ///
  /// Quoted values may hold commas, line ends and doubled quotes (RFC 4180). White space counts.
  static func parse(csv bytes: [UInt8]) -> Batch {
    var rows = CSVRows()
    var value: [UInt8] = []
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var isQuoted = false
    var hasValue = false
    func closeValue() {
      rows.append(value, isPresent: !value.isEmpty || hasValue)
      value.removeAll(keepingCapacity: true)
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
        rows.endRow()
      } else {
        value.append(byte)
      }
      index += 1
    }
    if !value.isEmpty || hasValue || rows.isInRow {
      closeValue()
      rows.endRow()
    }
    return rows.finish()
  }
}

/// Rows of CSV as they are read: the first names the columns.
private struct CSVRows {
  private var names: [String]?
  private var header: [String] = []
  /// The bytes of all values end to end, row by row, and where each ends; shorter rows are filled up.
  private var storage: [UInt8] = []
  private var ends: [Int] = []
  private var isPresent: [Bool] = []
  private var rowStart = 0
  /// How many values the row that is being read has so far.
  private var width = 0

  var isInRow: Bool { width > 0 }

  mutating func append(_ value: [UInt8], isPresent present: Bool) {
    width += 1
    guard let names else {
      header.append(String(decoding: value, as: UTF8.self))
      return
    }
    if width > names.count { return }
    storage += value
    ends.append(storage.count)
    isPresent.append(present)
  }

  /// Ends a row; one without any value does not count.
  mutating func endRow() {
    defer { width = 0 }
    guard let names else {
      names = header
      return
    }
    while ends.count % max(names.count, 1) != 0 {
      ends.append(storage.count)
      isPresent.append(false)
    }
    if !isPresent[rowStart...].contains(true) {
      ends.removeSubrange(rowStart...)
      isPresent.removeSubrange(rowStart...)
    }
    rowStart = ends.count
  }

  func finish() -> Batch {
    let names = names ?? []
    let rowCount = names.isEmpty ? 0 : ends.count / names.count
    var table = Batch(rowCount: rowCount)
    // Of columns of one name the first counts.
    for (column, name) in names.enumerated() where table[name] == nil {
      var builder = TextColumnBuilder(rowCapacity: rowCount)
      for row in 0..<rowCount {
        let place = row * names.count + column
        if isPresent[place] {
          builder.append(storage.span.extracting((place == 0 ? 0 : ends[place - 1])..<ends[place]))
        } else {
          builder.appendMissing()
        }
      }
      table.set(name, to: .text(builder.finish()))
    }
    return table
  }
}
