import MartletNative

/// Where a large file may be cut so that each piece can be read by itself.
enum Pieces {
  /// Whether the file consists of lines that are records of their own, as far as its head shows. A compressed file, one
  /// array or object over many lines, and CSV, whose first line counts for all, are read in one piece.
  static func canSplit(_ file: OpenFile, path: String, _ format: InputFormat) -> Bool {
    if format == .text { return true }
    if format == .csv || CSVNames.matches(path) { return false }
    let head = Window(capacity: 1 << 20)
    let stream = StoredBytes(file, range: 0..<head.capacity)
    while head.count < head.capacity {
      guard let more = try? head.fill(from: stream), more else { break }
    }
    let text = unsafe head.text
    var start = 0
    while start < head.count, unsafe isBlank(text[start]) { start += 1 }
    guard start < head.count, unsafe Compression(text, count: head.count) == nil else { return false }
    guard unsafe text[start] == UInt8(ascii: "{") else { return unsafe text[start] != UInt8(ascii: "[") }
    var inside = 0
    if unsafe martlet_json_enters_wrapper(text + start, head.count - start, &inside) != 0 { return false }
    guard let line = unsafe firstPlace(of: UInt8(ascii: "\n"), in: text + start, count: head.count - start) else {
      return false
    }
    var end = 0
    let status = unsafe martlet_json_scan(text + start, line, 1, &end)
    return UInt32(status) == MARTLET_JSON_OK.rawValue
  }

  /// The first start of a line at or after `offset` that cannot be the continuation of a value over several lines.
  static func boundary(in file: OpenFile, atOrAfter offset: Int, size: Int) -> Int {
    guard offset < size else { return size }
    var position = offset - 1
    var isAfterBreak = false
    let buffer = Window(capacity: 64 << 10)
    while position < size {
      let area = unsafe UnsafeMutableRawBufferPointer(start: buffer.bytes, count: buffer.capacity)
      guard let count = unsafe try? file.read(into: area, at: position), count > 0 else { return size }
      var index = 0
      while index < count {
        if isAfterBreak {
          if unsafe startsRecord(buffer.text[index]) { return position + index }
          isAfterBreak = false
        }
        guard let line = unsafe firstPlace(of: UInt8(ascii: "\n"), in: buffer.text + index, count: count - index) else {
          break
        }
        index += line + 1
        isAfterBreak = true
      }
      position += count
    }
    return size
  }

  private static func startsRecord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: ","): false
    default: !isBlank(byte)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }
}

/// Files that hold comma-separated values by their name.
enum CSVNames {
  static func matches(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".csv", ".csv.gz", ".csv.zst"].contains { name.hasSuffix($0) }
  }
}
