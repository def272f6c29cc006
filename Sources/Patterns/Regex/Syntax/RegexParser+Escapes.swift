internal import MartletNative

extension RegexParser {
  /// What a backslash pair may stand for, outside a class and inside.
  enum Escaped {
    case scalar(Unicode.Scalar)
    case characters([ClosedRange<UInt32>])
    case property(CharacterSet.Property)
  }

  /// A backslash outside a class, with what follows it.
  mutating func escape() throws(RegexError) -> RegexNode {
    let start = position
    switch byte(after: 1) {
    case UInt8(ascii: "A"): return assertion(.textStart)
    case UInt8(ascii: "z"): return assertion(.textEnd)
    case UInt8(ascii: "Z"): return assertion(.textEndOrFinalNewline)
    case UInt8(ascii: "B"): return assertion(.noWordBoundary)
    case UInt8(ascii: "b"):
      if byte(after: 2) == UInt8(ascii: "{") {
        throw RegexError(.unsupported(.typedBoundary), at: start..<(start + 3))
      }
      return assertion(.wordBoundary)
    case .some(UInt8(ascii: "1")...UInt8(ascii: "9")):
      return try backreference()
    default:
      break
    }
    switch try escapedCharacters(inClass: false) {
    case .scalar(let scalar):
      return literal(scalar)
    case .characters(let ranges):
      return .characters(CharacterSet(ranges), ignoresCase: false)
    case .property(let property):
      var set = CharacterSet()
      set.properties = [property]
      return .characters(set, ignoresCase: flags.contains(.ignoreCase))
    }
  }

  private mutating func assertion(_ assertion: RegexAssertion) -> RegexNode {
    position += 2
    return .assertion(assertion)
  }

  /// `\1`: as many digits as still name a group that has been opened.
  private mutating func backreference() throws(RegexError) -> RegexNode {
    let start = position
    position += 1
    var number = 0
    while let byte = next, case let digit = Int(byte) - 0x30, (0..<10).contains(digit) {
      if number > 0, number * 10 + digit > groupCount { break }
      number = number * 10 + digit
      position += 1
    }
    guard number <= groupCount else { throw RegexError(.noSuchGroup(String(number)), at: start..<position) }
    needsBacktracking = true
    return .backreference(number, ignoresCase: flags.contains(.ignoreCase))
  }

  /// A backslash pair that means a character or some characters.
  mutating func escapedCharacters(inClass: Bool) throws(RegexError) -> Escaped {
    let start = position
    guard position + 1 < body.count else {
      throw RegexError(.escapeNotFinished("\\"), at: start..<(start + 1))
    }
    let (letter, length) = character(at: position + 1)
    position += 1 + length
    switch letter {
    case "t": return .scalar("\t")
    case "n": return .scalar("\n")
    case "r": return .scalar("\r")
    case "f": return .scalar("\u{0C}")
    case "a": return .scalar("\u{07}")
    case "e": return .scalar("\u{1B}")
    case "b" where inClass: return .scalar("\u{08}")
    case "d": return .characters(CharacterSet.digits)
    case "D": return .characters(CharacterSet.complement(of: CharacterSet.digits))
    case "w": return .characters(CharacterSet.word)
    case "W": return .characters(CharacterSet.complement(of: CharacterSet.word))
    case "s": return .characters(CharacterSet.space)
    case "S": return .characters(CharacterSet.complement(of: CharacterSet.space))
    case "h": return .characters(CharacterSet.horizontalSpace)
    case "H": return .characters(CharacterSet.complement(of: CharacterSet.horizontalSpace))
    case "v": return .characters(CharacterSet.verticalSpace)
    case "V": return .characters(CharacterSet.complement(of: CharacterSet.verticalSpace))
    case "p", "P": return .property(try property(start, isNegated: letter == "P"))
    case "x": return .scalar(try hexadecimal(start))
    case "u": return .scalar(try utf16Escape(start))
    case "c": return .scalar(try control(start))
    case "0": return .scalar(try octal(start))
    case "1"..."7" where inClass:
      position -= 1
      return .scalar(try octal(start))
    case "G": throw unsupported(.endOfPreviousMatch, start)
    case "R": throw unsupported(.anyLineBreak, start)
    case "X": throw unsupported(.graphemeCluster, start)
    case "C": throw unsupported(.singleByte, start)
    case "N": throw unsupported(.namedCharacter, start)
    case "K": throw unsupported(.keepOut, start)
    case "k", "g": throw unsupported(.namedBackreference, start)
    default:
      if ASCII.isLetter(UInt8(truncatingIfNeeded: letter.value)), letter.isASCII {
        notes.append(RegexNote(.needlessEscape(Character(letter)), at: start..<position))
      }
      return .scalar(letter)
    }
  }

  private func unsupported(_ construct: UnsupportedRegexConstruct, _ start: Int) -> RegexError {
    RegexError(.unsupported(construct), at: start..<position)
  }

  /// `\pL`, `\p{Lu}`, `\p{^Greek}`.
  private mutating func property(_ start: Int, isNegated: Bool) throws(RegexError) -> CharacterSet.Property {
    var isNegated = isNegated
    let name: String
    if skip("{") {
      if skip("^") { isNegated.toggle() }
      let nameStart = position
      while let byte = next, byte != UInt8(ascii: "}") { position += 1 }
      name = text(of: nameStart..<position)
      guard skip("}") else { throw RegexError(.escapeNotFinished(text(of: start..<position)), at: start..<position) }
    } else {
      guard next != nil else { throw RegexError(.escapeNotFinished(text(of: start..<position)), at: start..<position) }
      let (scalar, length) = character(at: position)
      name = String(Character(scalar))
      position += length
    }
    let isPlain = name.utf8.allSatisfy { ASCII.isLetter($0) || $0 == UInt8(ascii: "_") }
    guard isPlain, !name.isEmpty, Self.isKnownProperty(name) else {
      throw RegexError(.unknownProperty(name), at: start..<position)
    }
    return CharacterSet.Property(name: name, isNegated: isNegated)
  }

  private static func isKnownProperty(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    // The native call reads exactly the bytes of the buffer.
    return unsafe bytes.withUnsafeBufferPointer { unsafe martlet_re2_knows_property($0.baseAddress, $0.count) }
  }

  /// `\xHH` or `\x{H…}`.
  private mutating func hexadecimal(_ start: Int) throws(RegexError) -> Unicode.Scalar {
    let isBraced = skip("{")
    let value = digits(radix: 16, atMost: isBraced ? 8 : 2)
    guard let value, isBraced ? skip("}") : position == start + 4 else {
      throw RegexError(.escapeNotFinished(text(of: start..<position)), at: start..<position)
    }
    return try scalar(value, start)
  }

  /// `\uHHHH`; a surrogate pair written as two escapes is one character.
  private mutating func utf16Escape(_ start: Int) throws(RegexError) -> Unicode.Scalar {
    if next == UInt8(ascii: "{") {
      position += 1
      throw unsupported(.bracedCodePoint, start)
    }
    guard let value = digits(radix: 16, atMost: 4), position == start + 6 else {
      throw RegexError(.escapeNotFinished(text(of: start..<position)), at: start..<position)
    }
    if (0xD800..<0xDC00).contains(value), isAt(#"\u"#) {
      let resume = position
      position += 2
      if let low = digits(radix: 16, atMost: 4), position == resume + 6, (0xDC00..<0xE000).contains(low) {
        return try scalar(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00), start)
      }
      position = resume
    }
    return try scalar(value, start)
  }

  /// `\cX`.
  private mutating func control(_ start: Int) throws(RegexError) -> Unicode.Scalar {
    guard let byte = next, case let upper = ASCII.isLetter(byte) ? byte & 0xDF : byte, (0x40...0x5F).contains(upper)
    else { throw RegexError(.escapeNotFinished(#"\c"#), at: start..<position) }
    position += 1
    return Unicode.Scalar(upper & 0x1F)
  }

  /// The octal digits that stand here.
  private mutating func octal(_ start: Int) throws(RegexError) -> Unicode.Scalar {
    try scalar(digits(radix: 8, atMost: 3) ?? 0, start)
  }

  private mutating func digits(radix: UInt32, atMost count: Int) -> UInt32? {
    var value: UInt32?
    var left = count
    while left > 0, let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix {
      value = (value ?? 0) &* radix &+ UInt32(digit)
      position += 1
      left -= 1
    }
    return value
  }

  private func scalar(_ value: UInt32, _ start: Int) throws(RegexError) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(value) else {
      throw RegexError(.notACharacter(text(of: start..<position)), at: start..<position)
    }
    return scalar
  }
}
