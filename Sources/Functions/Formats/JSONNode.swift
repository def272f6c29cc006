import MartletColumns

/// JSON as it is put together of flat fields; members stand in the order in which they were set.
indirect enum JSONNode {
  /// One step of a field's name: a member, or an element.
  enum Step: Equatable {
    case member(String)
    case element(Int)
  }

  case value([UInt8])
  case object([(name: String, node: JSONNode)])
  case array([(index: Int, node: JSONNode)])

  /// `a.b[0].c` as steps.
  static func path(_ name: String) -> [Step] {
    var steps: [Step] = []
    for part in name.split(separator: ".", omittingEmptySubsequences: false) {
      var rest = part
      var indices: [Int] = []
      while rest.hasSuffix("]"), let bracket = rest.lastIndex(of: "["),
        let index = Int(rest[rest.index(after: bracket)...].dropLast()), bracket > rest.startIndex
      {
        indices.insert(index, at: 0)
        rest = rest[..<bracket]
      }
      steps.append(.member(String(rest)))
      steps += indices.map { .element($0) }
    }
    return steps
  }

  mutating func set(_ path: ArraySlice<Step>, to value: [UInt8]) {
    guard let step = path.first else {
      if case .value = self { self = .value(value) }
      return
    }
    let rest = path.dropFirst()
    switch (step, self) {
    case (.member(let name), .object(var members)):
      if let place = members.firstIndex(where: { $0.name == name }) {
        members[place].node.set(rest, to: value)
      } else {
        members.append((name, Self.made(of: rest, value)))
      }
      self = .object(members)
    case (.element(let index), .array(var elements)):
      if let place = elements.firstIndex(where: { $0.index == index }) {
        elements[place].node.set(rest, to: value)
      } else {
        elements.append((index, Self.made(of: rest, value)))
      }
      self = .array(elements)
    // A name that is a value and an object at once keeps what it was first.
    default: break
    }
  }

  private static func made(of path: ArraySlice<Step>, _ value: [UInt8]) -> JSONNode {
    guard let step = path.first else { return .value(value) }
    let inner = made(of: path.dropFirst(), value)
    return switch step {
    case .member(let name): .object([(name, inner)])
    case .element(let index): .array([(index, inner)])
    }
  }

  func append(to output: inout [UInt8]) {
    switch self {
    case .value(let text):
      if Self.isNumber(text) { output += text } else { Self.append(text, to: &output) }
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { output.append(UInt8(ascii: ",")) }
        Self.append(Array(member.name.utf8), to: &output)
        output.append(UInt8(ascii: ":"))
        member.node.append(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (place, element) in elements.sorted(by: { $0.index < $1.index }).enumerated() {
        if place > 0 { output.append(UInt8(ascii: ",")) }
        element.node.append(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    }
  }

  /// Whether a text is a number as JSON writes it: `007` and `1.` are none.
  private static func isNumber(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let whole = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix { $0 &- UInt8(ascii: "0") < 10 }
      if fraction.isEmpty { return false }
      rest = rest.dropFirst(fraction.count + 1)
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      return !rest.isEmpty && rest.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
    }
    return rest.isEmpty
  }

  private static func append(_ text: [UInt8], to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): output += Array(#"\n"#.utf8)
      case UInt8(ascii: "\r"): output += Array(#"\r"#.utf8)
      case UInt8(ascii: "\t"): output += Array(#"\t"#.utf8)
      case 0..<0x20: output += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
