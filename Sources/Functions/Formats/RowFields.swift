import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Fields whose names are only known from the values: what parsers write, collected row by row.
struct RowFields {
  private struct Entry {
    var row: UInt32
    var start: Int
    var end: Int
  }

  private let rowCount: Int
  private var bytes: [UInt8] = []
  private var numbers: [String: Int] = [:]
  private(set) var names: [String] = []
  private var entries: [[Entry]] = []

  init(rowCount: Int) {
    self.rowCount = rowCount
  }

  /// A value of a row. Rows come in ascending order; a second value of one field in one row replaces the first.
  mutating func set(_ name: String, at row: Int, _ value: some Sequence<UInt8>) {
    let number: Int
    if let known = numbers[name] {
      number = known
    } else {
      number = names.count
      numbers[name] = number
      names.append(name)
      entries.append([])
    }
    let start = bytes.count
    bytes.append(contentsOf: value)
    let entry = Entry(row: UInt32(row), start: start, end: bytes.count)
    if let last = entries[number].indices.last, entries[number][last].row == entry.row {
      entries[number][last] = entry
    } else {
      entries[number].append(entry)
    }
  }

  /// Writes the fields to the batch; rows without a value keep what they had.
  func assign(to batch: inout Batch) {
    for (number, name) in names.enumerated() {
      var builder = TextColumnBuilder(rowCapacity: rowCount)
      var next = 0
      for entry in entries[number] {
        while next < Int(entry.row) {
          builder.appendMissing()
          next += 1
        }
        builder.append(bytes[entry.start..<entry.end])
        next += 1
      }
      while next < rowCount {
        builder.appendMissing()
        next += 1
      }
      batch.assign(.text(builder.finish()), to: name)
    }
  }
}
