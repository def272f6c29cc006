extension RegexParser {
  /// `{n}`, `{n,}` or `{n,m}` that stands here, not consumed; nil where the brace is an ordinary character.
  func repetitionBounds() -> (least: Int, most: Int?, range: Range<Int>)? {
    var index = position + 1
    func number() -> Int? {
      var value: Int?
      while index < body.count, case let digit = body[index] &- UInt8(ascii: "0"), digit < 10 {
        // Beyond any limit it does not matter how far beyond.
        value = min((value ?? 0) * 10 + Int(digit), 1_000_000_000)
        index += 1
      }
      return value
    }
    guard let least = number(), index < body.count else { return nil }
    var most: Int? = least
    if body[index] == UInt8(ascii: ",") {
      index += 1
      most = number()
    }
    guard index < body.count, body[index] == UInt8(ascii: "}") else { return nil }
    return (least, most, position..<(index + 1))
  }

  /// The item with the quantifier that follows it, if one does.
  mutating func quantify(
    _ item: RegexNode, startingAt start: Int, _ repetitions: inout Int, quotes: inout Bool
  ) throws(RegexError) -> RegexNode {
    // `\Qa\E+` repeats the last quoted character.
    if quotes {
      position += 2
      quotes = false
    }
    guard let bounds = quantifier() else { return item }
    position = bounds.range.upperBound
    let isLazy = skip("?")
    if !isLazy, next == UInt8(ascii: "+") {
      throw RegexError(.unsupported(.possessiveQuantifier), at: bounds.range.lowerBound..<(position + 1))
    }
    if let most = bounds.most, most < bounds.least { throw RegexError(.repeatReversed, at: bounds.range) }
    let count = max(bounds.least, bounds.most ?? 0)
    let (product, overflow) = max(count, 1).multipliedReportingOverflow(by: repetitions)
    if overflow || product > RegexError.repeatLimit, count > 1 {
      throw RegexError(.repeatTooLarge(RegexError.repeatLimit), at: bounds.range)
    }
    repetitions = max(product, 1)
    if let further = quantifier() { throw RegexError(.quantifierAfterQuantifier, at: further.range) }
    return .repetition(item, least: bounds.least, most: bounds.most, isLazy: isLazy)
  }

  private func quantifier() -> (least: Int, most: Int?, range: Range<Int>)? {
    switch next {
    case UInt8(ascii: "*"): (0, nil, position..<(position + 1))
    case UInt8(ascii: "+"): (1, nil, position..<(position + 1))
    case UInt8(ascii: "?"): (0, 1, position..<(position + 1))
    case UInt8(ascii: "{"): repetitionBounds()
    default: nil
    }
  }
}
