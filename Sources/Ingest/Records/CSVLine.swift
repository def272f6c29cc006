/// A line of comma-separated values.
///
/// Double quotes protect commas and line breaks and are removed; a doubled quote inside quotes is one quote. Blanks
/// belong to the values.
enum CSVLine {
  /// Calls `body` with the number and text of each value.
  static func forEachValue(
    of line: UnsafeBufferPointer<UInt8>, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var number = 0
    var index = 0
    var unquoted: [UInt8] = []
    while index <= line.count {
      if unsafe index < line.count && line[index] == UInt8(ascii: "\"") {
        unquoted.removeAll(keepingCapacity: true)
        index += 1
        while index < line.count {
          if unsafe line[index] == UInt8(ascii: "\"") {
            guard unsafe index + 1 < line.count && line[index + 1] == UInt8(ascii: "\"") else { break }
            index += 1
          }
          unsafe unquoted.append(line[index])
          index += 1
        }
        index += 1
        // What stands between the closing quote and the comma belongs to the value.
        while unsafe index < line.count && line[index] != UInt8(ascii: ",") {
          unsafe unquoted.append(line[index])
          index += 1
        }
        unsafe unquoted.withUnsafeBufferPointer { unsafe body(number, $0) }
      } else {
        let start = index
        while unsafe index < line.count && line[index] != UInt8(ascii: ",") { index += 1 }
        unsafe body(number, UnsafeBufferPointer(rebasing: line[start..<index]))
      }
      number += 1
      index += 1
    }
  }

  /// The byte after the line that starts at `start`, a line break inside quotes not ending it; `nil` when the end
  /// cannot be seen.
  static func end(from start: Int, in text: UnsafePointer<UInt8>, count: Int) -> Int? {
    var isQuoted = false
    for index in start..<count {
      let byte = unsafe text[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted { return index + 1 }
    }
    return nil
  }
}
