/// XML as flat fields: the texts of elements and attributes under the path from the root.
enum XMLFields {
  /// One element while it is read.
  private struct Element {
    var name: String
    var attributes: [(name: String, value: String)]
    var text = ""
    var children: [Element] = []
  }

  static func fields(of events: [XMLReader.Event]) -> [(name: String, value: String)] {
    var open: [Element] = []
    var root: Element?
    for event in events {
      switch event {
      case .start(let name, let attributes): open.append(Element(name: name, attributes: attributes))
      case .text(let text): if !open.isEmpty { open[open.count - 1].text += text }
      case .end:
        guard let closed = open.popLast() else { break }
        if open.isEmpty { root = closed } else { open[open.count - 1].children.append(closed) }
      }
    }
    var fields: [(name: String, value: String)] = []
    if let root { add(root, root.name, to: &fields) }
    return fields
  }

  private static func add(_ element: Element, _ path: String, to fields: inout [(name: String, value: String)]) {
    for attribute in element.attributes { fields.append(("\(path).\(attribute.name)", attribute.value)) }
    let text = element.text[...].trimmed
    // An element that only holds others has no text of its own; one that holds nothing has an empty one.
    if !text.isEmpty || (element.children.isEmpty && element.attributes.isEmpty) { fields.append((path, String(text))) }
    var counts: [String: Int] = [:]
    for child in element.children { counts[child.name, default: 0] += 1 }
    var numbers: [String: Int] = [:]
    for child in element.children {
      let number = numbers[child.name, default: 0]
      numbers[child.name] = number + 1
      let place = counts[child.name, default: 1] > 1 ? "[\(number)]" : ""
      add(child, "\(path).\(child.name)\(place)", to: &fields)
    }
  }
}
