import Foundation
import MartletColumns

/// RFC 4180 with a header that is the union of the fields of all rows.
///
/// The header cannot be known before the last row, so rows wait in an unlinked temporary file. The file is opened by
/// `init`, closed by `deinit`, and never leaves the object, which makes its use safe.
@safe final class CSVWriter: RowWriter {
  private let output: ByteOutput
  private var header: [String] = []
  private var columnOf: [String: Int] = [:]
  private let spool: UnsafeMutablePointer<FILE>
  private var line: [UInt8] = []

  init(_ output: ByteOutput) throws(OutputError) {
    self.output = output
    guard let file = unsafe tmpfile() else { throw .failed("no temporary file: \(unsafe String(cString: strerror(errno)))") }
    unsafe spool = file
  }

  deinit { unsafe fclose(spool) }

  /// Spools each row as its values by column number: a count, then number, length and bytes of each.
  func write(_ batch: Batch) throws(OutputError) {
    let fields = batch.visibleFields
    let numbers = fields.map { field -> UInt32 in
      if let known = columnOf[field.name] { return UInt32(known) }
      columnOf[field.name] = header.count
      header.append(field.name)
      return UInt32(header.count - 1)
    }
    for row in 0..<batch.rowCount where batch.mask[row] {
      line.removeAll(keepingCapacity: true)
      append(UInt32(fields.count(where: { $0.text.isPresent(row) })))
      for (index, field) in fields.enumerated() where field.text.isPresent(row) {
        append(numbers[index])
        let range = field.text.range(of: row)
        append(UInt32(range.count))
        line.append(contentsOf: field.text.storage[range])
      }
      let written = unsafe line.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, spool) }
      guard written == line.count else { throw .failed("the temporary file is full") }
    }
  }

  func finish() throws(OutputError) {
    guard !header.isEmpty else { return try output.flush() }
    let header = header
    try output.append { bytes in
      for (index, name) in header.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.append(Array(name.utf8), to: &bytes)
      }
      bytes.append(contentsOf: "\r\n".utf8)
    }
    unsafe rewind(spool)
    while let count = readNumber() {
      var values = [[UInt8]?](repeating: nil, count: header.count)
      for _ in 0..<count {
        guard let column = readNumber(), let length = readNumber(), let value = read(Int(length)) else {
          throw .failed("the temporary file was cut")
        }
        values[Int(column)] = value
      }
      try output.append { bytes in
        for (index, value) in values.enumerated() {
          if index > 0 { bytes.append(UInt8(ascii: ",")) }
          if let value { Self.append(value, to: &bytes) }
        }
        bytes.append(contentsOf: "\r\n".utf8)
      }
    }
    try output.flush()
  }

  private func append(_ number: UInt32) {
    for shift in [0, 8, 16, 24] as [UInt32] { line.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  private func readNumber() -> UInt32? {
    guard let bytes = read(4) else { return nil }
    return UInt32(bytes[0]) | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) << 16 | UInt32(bytes[3]) << 24
  }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe bytes.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, count, spool) }
    return got == count ? bytes : nil
  }

  /// A value, in quotes where a comma, a quote, a line end or an outer blank needs them.
  private static func append(_ value: [UInt8], to bytes: inout [UInt8]) {
    let special: [UInt8] = Array(",\"\r\n".utf8)
    let needsQuotes =
      value.contains(where: special.contains) || value.first == UInt8(ascii: " ") || value.last == UInt8(ascii: " ")
    guard needsQuotes else { return bytes.append(contentsOf: value) }
    bytes.append(UInt8(ascii: "\""))
    for byte in value {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
