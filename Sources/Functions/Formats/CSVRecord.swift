/// Splits text into comma-separated values.
struct CSVRecord: Sendable {
  var delimiter = UInt8(ascii: ",")
  /// Whether blanks around values are cut off; those inside quotes stay.
  var trims = false

  /// Reads one record that starts at `start`; returns its values and where the next one starts. A record ends at a
  /// line break outside quotes; without `isLine`, at the end of the text.
  func read(_ text: Span<UInt8>, from start: Int = 0, isLine: Bool = false) -> (values: [[UInt8]], end: Int) {
    var values: [[UInt8]] = []
    var value: [UInt8] = []
    var index = start
    while true {
      var first = index
      if trims { while first < text.count, Self.isBlank(text[first]) { first += 1 } }
      if first < text.count, text[first] == UInt8(ascii: "\"") {
        index = readQuoted(text, from: first + 1, into: &value)
        while index < text.count, text[index] != delimiter, !(isLine && Self.isLineEnd(text[index])) {
          if !(trims && Self.isBlank(text[index])) { value.append(text[index]) }
          index += 1
        }
      } else {
        index = trims ? first : index
        while index < text.count, text[index] != delimiter, !(isLine && Self.isLineEnd(text[index])) {
          value.append(text[index])
          index += 1
        }
        if trims { while let last = value.last, Self.isBlank(last) { value.removeLast() } }
      }
      values.append(value)
      value = []
      guard index < text.count, text[index] == delimiter else { break }
      index += 1
    }
    if isLine, index < text.count {
      let isPair = text[index] == 13 && index + 1 < text.count && text[index + 1] == 10
      index += isPair ? 2 : 1
    }
    return (values, index)
  }

  /// Reads up to the closing quote; a doubled quote stands for one.
  private func readQuoted(_ text: Span<UInt8>, from start: Int, into value: inout [UInt8]) -> Int {
    var index = start
    while index < text.count {
      if text[index] == UInt8(ascii: "\"") {
        guard index + 1 < text.count, text[index + 1] == UInt8(ascii: "\"") else { return index + 1 }
        index += 1
      }
      value.append(text[index])
      index += 1
    }
    return index
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }
}
