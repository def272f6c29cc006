import FuzzSupport
import MartletPatterns

/// What must hold of every pattern and every text.
struct RegexClaims {
  private let body: String
  private let flags: RegexFlags
  private let text: [UInt8]

  init(flags: Int, body: [UInt8], text: [UInt8]) {
    self.body = String(decoding: body, as: UTF8.self)
    var chosen: RegexFlags = []
    if flags & 1 != 0 { chosen.insert(.ignoreCase) }
    if flags & 2 != 0 { chosen.insert(.multiline) }
    if flags & 4 != 0 { chosen.insert(.dotMatchesNewline) }
    if flags & 8 != 0 { chosen.insert(.repeat) }
    self.flags = chosen
    self.text = text
  }

  func check(_ number: Int) {
    do throws(RegexError) {
      let regex = try Regex(body, flags: flags, captures: .named)
      for note in regex.notes where note.place == .body { checkRange(note.range, "a note") }
      let isMatch = checkMatches(of: regex)
      checkLiterals(of: regex, isMatch)
      switch number {
      case 1: try checkCaptures(isMatch)
      case 2: checkBacktracking(of: regex, isMatch)
      default: break
      }
    } catch {
      checkRange(error.range, "an error")
      claim(!error.message.isEmpty && !error.help.isEmpty, "an error says what is wrong and what to do")
      // The translation refuses with words of its own what an engine would not take.
      if case .engine(let words) = error.reason {
        claim(false, "/\(body)/ is left to the engine, which says: \(words)")
      }
    }
  }

  private func checkRange(_ range: Range<Int>, _ what: String) {
    claim(range.upperBound <= body.utf8.count, "\(what) about /\(body)/ stands in it, not at \(range)")
  }

  /// Walks over all matches; whether there is one, `nil` when the search was given up.
  private func checkMatches(of regex: Regex) -> Bool? {
    let isMatch = regex.matches(text.span)
    if regex.takeLimit() != nil { return nil }
    var match = regex.makeMatch()
    var isFound = regex.firstMatch(in: text.span, into: &match)
    if regex.takeLimit() != nil { return nil }
    claim(isFound == isMatch, "/\(body)/ matches: \(isMatch), yet finding says \(isFound)")
    var steps = 0
    while isFound {
      let range = match.range
      claim(range.upperBound <= text.count, "/\(body)/ matches inside the text, not at \(range)")
      for index in regex.captureNames.indices {
        guard let group = regex.capture(index, of: match) else { continue }
        claim(group.upperBound <= text.count, "a group of /\(body)/ lies in the text, not at \(group)")
      }
      isFound = regex.nextMatch(in: text.span, after: &match)
      if regex.takeLimit() != nil { return isMatch }
      if isFound {
        claim(
          match.range.lowerBound >= range.upperBound && match.range != range,
          "the match of /\(body)/ after \(range) does not move on: \(match.range)")
      }
      steps += 1
      claim(steps <= text.count + 1, "/\(body)/ matches more often than the text has places")
    }
    return isMatch
  }

  /// A reader may skip what has none of the literals, so no match may be without one.
  private func checkLiterals(of regex: Regex, _ isMatch: Bool?) {
    guard isMatch == true, let literals = regex.requiredLiterals else { return }
    let isASCII = text.allSatisfy { $0 < 0x80 }
    let holdsOne = literals.contains { literal in
      if literal.ignoresCase && !isASCII { return true }
      return ByteSearch(literal.bytes, ignoresCase: literal.ignoresCase).occurs(in: text.span)
    }
    claim(holdsOne, "/\(body)/ matches a text that holds none of the literals it requires")
  }

  /// What is captured does not change what matches.
  private func checkCaptures(_ isMatch: Bool?) throws(RegexError) {
    for captures in [Regex.Captures.none, .all] {
      let regex = try Regex(body, flags: flags, captures: captures)
      let found = regex.matches(text.span)
      guard regex.takeLimit() == nil, let isMatch else { continue }
      claim(found == isMatch, "/\(body)/ with captures \(captures) matches: \(found), without them \(isMatch)")
    }
  }

  /// An empty look-ahead leaves the meaning alone and takes the regex to the other engine, which must agree.
  private func checkBacktracking(of regex: Regex, _ isMatch: Bool?) {
    guard let isMatch, regex.isLinear, let other = try? Regex("(?:\(body))(?=)", flags: flags), !other.isLinear else {
      return
    }
    let found = other.matches(text.span)
    guard other.takeLimit() == nil else { return }
    claim(found == isMatch, "/\(body)/ matches: \(isMatch), the backtracking engine says \(found)")
    guard isMatch else { return }
    var (one, two) = (regex.makeMatch(), other.makeMatch())
    _ = regex.firstMatch(in: text.span, into: &one)
    _ = other.firstMatch(in: text.span, into: &two)
    guard other.takeLimit() == nil else { return }
    claim(one.range == two.range, "/\(body)/ matches at \(one.range), in the backtracking engine at \(two.range)")
  }
}
