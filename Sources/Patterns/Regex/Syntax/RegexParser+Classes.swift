extension RegexParser {
  /// `[…]`. A `]` right after the opening, and a `[` anywhere, are ordinary characters.
  mutating func characterClass() throws(RegexError) -> RegexNode {
    let start = position
    position += 1
    var set = CharacterSet()
    set.isNegated = skip("^")
    let first = position
    while let byte = next, byte != UInt8(ascii: "]") || position == first {
      if isAt("[:"), isNamedClass { throw RegexError(.unsupported(.namedClass), at: position..<(position + 2)) }
      if isAt("&&"), position > first { throw RegexError(.unsupported(.classOperation), at: position..<(position + 2)) }
      let itemStart = position
      guard let lower = try classItem(&set) else { continue }
      // A dash makes a range unless it is the last character of the class.
      guard next == UInt8(ascii: "-"), let following = self.byte(after: 1), following != UInt8(ascii: "]") else {
        set.ranges.append(lower.value...lower.value)
        continue
      }
      let dash = position
      position += 1
      guard let upper = try classItem(&set) else {
        // `[a-\d]`: there is no such range, so the dash stands for itself.
        set.ranges.append(lower.value...lower.value)
        set.ranges.append(UInt32(body[dash])...UInt32(body[dash]))
        continue
      }
      guard lower <= upper else { throw RegexError(.classRangeReversed, at: itemStart..<position) }
      set.ranges.append(lower.value...upper.value)
    }
    guard skip("]") else { throw RegexError(.classNotClosed, at: start..<(start + 1)) }
    return .characters(set, ignoresCase: flags.contains(.ignoreCase))
  }

  /// One character of a class; nil when the item stands for several, which are then in `set`.
  private mutating func classItem(_ set: inout CharacterSet) throws(RegexError) -> Unicode.Scalar? {
    guard next == UInt8(ascii: "\\") else {
      let (scalar, length) = character(at: position)
      position += length
      return scalar
    }
    switch try escapedCharacters(inClass: true) {
    case .scalar(let scalar):
      return scalar
    case .characters(let ranges):
      set.ranges.append(contentsOf: ranges)
      return nil
    case .property(let property):
      set.properties.append(property)
      return nil
    }
  }

  /// Whether `[:` opens `[:name:]`.
  private var isNamedClass: Bool {
    var index = position + 2
    if index < body.count, body[index] == UInt8(ascii: "^") { index += 1 }
    let start = index
    while index < body.count, ASCII.isLetter(body[index]) { index += 1 }
    return index > start && index + 1 < body.count && body[index] == UInt8(ascii: ":")
      && body[index + 1] == UInt8(ascii: "]")
  }
}
