/// JSON laid out with a member or an element on each line.
enum JSONLayout {
  /// - Precondition: `text` is JSON.
  static func append(_ text: Span<UInt8>, step: Int, to output: inout [UInt8]) {
    var depth = 0
    var isInString = false
    var isEscaped = false
    var index = 0
    func newLine(_ output: inout [UInt8]) {
      output.append(UInt8(ascii: "\n"))
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: step * depth))
    }
    while index < text.count {
      let byte = text[index]
      index += 1
      if isInString {
        output.append(byte)
        if isEscaped { isEscaped = false } else if byte == UInt8(ascii: "\\") { isEscaped = true }
        else if byte == UInt8(ascii: "\"") { isInString = false }
        continue
      }
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: break
      case UInt8(ascii: "\""):
        isInString = true
        output.append(byte)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        output.append(byte)
        var next = index
        while next < text.count, text[next] <= 0x20 { next += 1 }
        if next < text.count, text[next] == UInt8(ascii: "}") || text[next] == UInt8(ascii: "]") {
          output.append(text[next])
          index = next + 1
        } else {
          depth += 1
          newLine(&output)
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        newLine(&output)
        output.append(byte)
      case UInt8(ascii: ","):
        output.append(byte)
        newLine(&output)
      case UInt8(ascii: ":"): output += [byte, UInt8(ascii: " ")]
      default: output.append(byte)
      }
    }
  }
}
