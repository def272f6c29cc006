/// A regex written for one of the engines, with which of its groups the engine counts.
struct EnginePattern: Sendable {
  enum Engine: Sendable {
    case re2
    case pcre2
  }

  private(set) var text: [UInt8] = []
  /// The regex's group number of every group the engine captures, in the engine's order; the engine's first group is
  /// element 0.
  private(set) var captured: [Int] = []
  /// Which of the engine's groups marks where a `\Z` stood; that spot is where the match ends.
  private(set) var endMark: Int?
  private let engine: Engine
  private let wanted: Set<Int>?

  /// Writes `root`, capturing the groups in `wanted`; nil captures all.
  init(_ root: RegexNode, for engine: Engine, capturing wanted: Set<Int>?) {
    self.engine = engine
    self.wanted = wanted
    write(root)
  }

  private mutating func put(_ string: StaticString) {
    string.withUTF8Buffer { unsafe text.append(contentsOf: $0) }
  }

  private mutating func write(_ node: RegexNode) {
    switch node {
    case .empty:
      put("(?:)")
    case .literal(let scalars, let ignoresCase):
      for scalar in scalars { write(scalar, ignoresCase: ignoresCase) }
    case .anyCharacter(let includingNewline):
      if includingNewline { put("(?s:.)") } else { put(#"[^\n]"#) }
    case .characters(let set, let ignoresCase):
      write(set, ignoresCase: ignoresCase)
    case .assertion(let assertion):
      write(assertion)
    case .sequence(let items):
      for item in items { if case .alternatives = item { enclose(item) } else { write(item) } }
    case .alternatives(let branches):
      for (index, branch) in branches.enumerated() {
        if index > 0 { put("|") }
        write(branch)
      }
    case .repetition(let item, let least, let most, let isLazy):
      enclose(item)
      writeQuantifier(least, most)
      if isLazy { put("?") }
    case .group(let item, let number):
      if wanted?.contains(number) ?? true {
        captured.append(number)
        put("(")
        write(item)
        put(")")
      } else {
        enclose(item)
      }
    case .lookahead(let item, let isNegative):
      if isNegative { put("(?!") } else { put("(?=") }
      write(item)
      put(")")
    case .backreference(let number, let ignoresCase):
      if ignoresCase { put("(?i:") } else { put("(?:") }
      put(#"\g{"#)
      text.append(contentsOf: String(engineNumber(of: number)).utf8)
      put("})")
    }
  }

  private mutating func enclose(_ node: RegexNode) {
    put("(?:")
    write(node)
    put(")")
  }

  /// Back-references are only written where every group is captured, or refer to a group that is.
  private func engineNumber(of number: Int) -> Int {
    (captured.firstIndex(of: number) ?? number - 1) + 1
  }

  private mutating func writeQuantifier(_ least: Int, _ most: Int?) {
    switch (least, most) {
    case (0, nil): put("*")
    case (1, nil): put("+")
    case (0, 1): put("?")
    default:
      put("{")
      text.append(contentsOf: String(least).utf8)
      if most != least {
        put(",")
        if let most { text.append(contentsOf: String(most).utf8) }
      }
      put("}")
    }
  }

  private mutating func write(_ assertion: RegexAssertion) {
    switch assertion {
    case .textStart: put(#"\A"#)
    case .textEnd: put(#"\z"#)
    case .lineStart: put("(?m:^)")
    case .lineEnd: put("(?m:$)")
    case .wordBoundary: put(#"\b"#)
    case .noWordBoundary: put(#"\B"#)
    case .textEndOrFinalNewline:
      switch engine {
      case .pcre2:
        put(#"\Z"#)
      case .re2:
        // RE2 cannot look at a line break without taking it; an empty group remembers where the match really ends.
        captured.append(0)
        endMark = captured.count
        put(#"()\n?\z"#)
      }
    }
  }

  private mutating func write(_ scalar: Unicode.Scalar, ignoresCase: Bool) {
    guard ignoresCase else { return write(scalar) }
    if scalar.isASCII {
      guard ASCII.isLetter(UInt8(scalar.value)) else { return write(scalar) }
      put("[")
      text.append(UInt8(scalar.value) & ~0x20)
      text.append(UInt8(scalar.value) | 0x20)
      put("]")
      return
    }
    let others = CaseFolding.otherCases(of: scalar)
    if others.isEmpty { return write(scalar) }
    put("[")
    for case let other in [scalar] + others { write(other) }
    put("]")
  }

  /// Both engines read `\x{…}` in and outside classes, so nothing else needs escaping.
  private mutating func write(_ scalar: Unicode.Scalar) {
    write(value: scalar.value)
  }

  private mutating func write(value: UInt32) {
    let isPlain =
      value == 0x20 || value == 0x5F || value < 0x80 && ASCII.isLetter(UInt8(value)) || (0x30...0x39).contains(value)
    if isPlain {
      text.append(UInt8(value))
    } else {
      put(#"\x{"#)
      text.append(contentsOf: String(value, radix: 16).utf8)
      put("}")
    }
  }

  private mutating func write(_ set: CharacterSet, ignoresCase: Bool) {
    let set = ignoresCase ? set.withBothCases() : set
    let foldsProperties = ignoresCase && !set.properties.isEmpty
    if foldsProperties { put("(?i:") }
    put(set.isNegated ? "[^" : "[")
    for range in set.ranges {
      // Surrogates are no characters, and PCRE2 does not take them for ends of a range.
      let lower = (0xD800...0xDFFF).contains(range.lowerBound) ? 0xE000 : range.lowerBound
      let upper = (0xD800...0xDFFF).contains(range.upperBound) ? 0xD7FF : range.upperBound
      guard lower <= upper else { continue }
      write(value: lower)
      if upper > lower {
        put("-")
        write(value: upper)
      }
    }
    for property in set.properties {
      put(property.isNegated ? #"\P{"# : #"\p{"#)
      text.append(contentsOf: property.name.utf8)
      put("}")
    }
    put("]")
    if foldsProperties { put(")") }
  }
}
