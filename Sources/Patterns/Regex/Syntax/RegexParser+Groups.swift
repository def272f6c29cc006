extension RegexParser {
  /// A group of any kind. Nil for one that only sets flags, which then hold to the end of the enclosing group.
  mutating func group(_ repetitions: inout Int) throws(RegexError) -> RegexNode? {
    let start = position
    guard depth < Self.depthLimit else { throw RegexError(.nestedTooDeeply, at: start..<(start + 1)) }
    if isAt("(*") { throw RegexError(.unsupported(.verb), at: start..<(start + 2)) }
    position += 1
    if !skip("?") {
      groupCount += 1
      let number = groupCount
      return .group(try content(of: start, flags, &repetitions), number: number)
    }
    switch next {
    case UInt8(ascii: ":"):
      position += 1
      return try content(of: start, flags, &repetitions)
    case UInt8(ascii: "="), UInt8(ascii: "!"):
      let isNegative = next == UInt8(ascii: "!")
      position += 1
      needsBacktracking = true
      return .lookahead(try content(of: start, flags, &repetitions), isNegative: isNegative)
    case UInt8(ascii: "<"):
      if let following = byte(after: 1), following == UInt8(ascii: "=") || following == UInt8(ascii: "!") {
        throw RegexError(.unsupported(.lookbehind), at: start..<(position + 2))
      }
      return try namedGroup(start, &repetitions)
    case UInt8(ascii: "P"):
      return try pythonGroup(start, &repetitions)
    default:
      return try flagGroup(start, &repetitions)
    }
  }

  /// What stands up to the parenthesis that closes the group opened at `start`.
  private mutating func content(
    of start: Int, _ inner: RegexFlags, _ repetitions: inout Int
  ) throws(RegexError) -> RegexNode {
    let outer = flags
    flags = inner
    depth += 1
    let node = try alternatives(&repetitions)
    depth -= 1
    flags = outer
    guard skip(")") else { throw RegexError(.groupNotClosed, at: start..<(start + 1)) }
    return node
  }

  private mutating func namedGroup(_ start: Int, _ repetitions: inout Int) throws(RegexError) -> RegexNode {
    let name = try groupName()
    groupCount += 1
    let number = groupCount
    if let known = names.firstIndex(where: { $0.name == name }) {
      names[known].groups.append(number)
    } else {
      names.append((name, [number]))
    }
    return .group(try content(of: start, flags, &repetitions), number: number)
  }

  /// `<name>` or `<{any text}>`, from the bracket on.
  private mutating func groupName() throws(RegexError) -> String {
    let opening = position
    position += 1
    let isBraced = skip("{")
    let start = position
    while let byte = next, isBraced ? byte != UInt8(ascii: "}") : byte != UInt8(ascii: ">") {
      let (scalar, length) = character(at: position)
      if !isBraced, !Self.mayStandInName(scalar) {
        throw RegexError(.badGroupName(String(Character(scalar))), at: position..<(position + length))
      }
      position += length
    }
    let range = start..<position
    guard next != nil, !isBraced || skip("}"), skip(">") else {
      throw RegexError(.groupNameNotClosed, at: opening..<position)
    }
    if range.isEmpty { throw RegexError(.badGroupName(""), at: opening..<position) }
    return text(of: range)
  }

  private static func mayStandInName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "_", "-", "#", "@", ".", "[", "]": true
    default: scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
  }

  private mutating func pythonGroup(_ start: Int, _ repetitions: inout Int) throws(RegexError) -> RegexNode {
    switch byte(after: 1) {
    case UInt8(ascii: "<"):
      position += 1
      let nameStart = position
      let node = try namedGroup(start, &repetitions)
      notes.append(RegexNote(.pythonGroup("?P"), at: (nameStart - 2)..<nameStart))
      return node
    case UInt8(ascii: "="):
      throw RegexError(.unsupported(.namedBackreference), at: start..<(position + 2))
    case UInt8(ascii: ">"):
      throw RegexError(.unsupported(.recursion), at: start..<(position + 2))
    default:
      throw RegexError(.unknownInlineFlag("P"), at: position..<(position + 1))
    }
  }

  /// `(?i)`, `(?i-s:…)` and, as an error, whatever else follows `(?`.
  private mutating func flagGroup(_ start: Int, _ repetitions: inout Int) throws(RegexError) -> RegexNode? {
    var changed = flags
    var removes = false
    while let byte = next {
      switch byte {
      case UInt8(ascii: "-") where !removes && !isRecursion:
        removes = true
      case UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "d"):
        guard let flag = RegexFlags.flag(for: byte) else { break }
        if removes { changed.subtract(flag) } else { changed.formUnion(flag.subtracting(.undocumentedDot)) }
      case UInt8(ascii: ":"):
        position += 1
        return try content(of: start, changed, &repetitions)
      case UInt8(ascii: ")"):
        position += 1
        flags = changed
        return nil
      default:
        throw unsupportedGroup(start)
      }
      position += 1
    }
    throw RegexError(.groupNotClosed, at: start..<(start + 1))
  }

  private var isRecursion: Bool {
    byte(after: 1).map { $0 &- UInt8(ascii: "0") < 10 } ?? false
  }

  private func unsupportedGroup(_ start: Int) -> RegexError {
    let (scalar, length) = character(at: position)
    let range = start..<(position + length)
    let construct: UnsupportedRegexConstruct? =
      switch scalar {
      case ">": .atomicGroup
      case "(": .conditional
      case "|": .branchReset
      case "#": .comment
      case "R", "&", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "+", "-": .recursion
      case "x": .freeSpacing
      default: nil
      }
    if let construct { return RegexError(.unsupported(construct), at: range) }
    return RegexError(.unknownInlineFlag(Character(scalar)), at: position..<(position + length))
  }
}
