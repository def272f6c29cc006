/// XML laid out with an element on each line.
enum XMLLayout {
  static func text(of events: [XMLReader.Event], step: Int, width: Int) -> String {
    var lines: [String] = []
    var names: [String] = []
    var index = 0
    while index < events.count {
      let margin = String(repeating: " ", count: step * names.count)
      switch events[index] {
      case .start(let name, let attributes):
        let tag = "<" + name + attributes.map { " \($0.name)=\"\(escaped($0.value, inAttribute: true))\"" }.joined()
        if index + 1 < events.count, case .end = events[index + 1] {
          lines.append(margin + tag + "/>")
          index += 1
        } else if index + 2 < events.count, case .text(let text) = events[index + 1], case .end = events[index + 2],
          margin.count + tag.count + text.count + name.count + 4 <= width
        {
          lines.append("\(margin)\(tag)>\(escaped(String(text[...].trimmed)))</\(name)>")
          index += 2
        } else {
          lines.append(margin + tag + ">")
          names.append(name)
        }
      case .text(let text):
        let text = text[...].trimmed
        if !text.isEmpty { lines.append(margin + escaped(String(text))) }
      case .end:
        guard let name = names.popLast() else { break }
        lines.append(String(repeating: " ", count: step * names.count) + "</\(name)>")
      }
      index += 1
    }
    return lines.joined(separator: "\n")
  }

  private static func escaped(_ text: String, inAttribute: Bool = false) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"" where inAttribute: result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
