import MartletDiagnostics
import MartletPatterns
import MartletSyntax

extension Binder {
  /// Binds a regex literal, and reports what is wrong with it where it stands.
  mutating func bind(_ regex: RegexLiteral, extracts: Bool) -> PatternSource {
    do throws(RegexError) {
      let read = try Regex(regex.pattern, flags: RegexFlags(letters: regex.flags), captures: .none)
      for note in read.notes {
        if case .pythonGroup = note.kind { report(.pythonGroup(note.range, in: regex)) }
      }
    } catch {
      // Letters that are no flags reading has reported.
      let isReported = error.place == .flags && regex.flags.contains { !"dgimFs".contains($0) }
      if !isReported { report(.badRegex(error, in: regex)) }
    }
    return .regex(body: regex.pattern, flags: regex.flags, extracts: extracts, repeats: regex.flags.contains("g"))
  }
}

extension Diagnostic {
  fileprivate static func badRegex(_ error: RegexError, in regex: RegexLiteral) -> Self {
    let range: SourceRange
    if error.place == .flags {
      range = SourceRange(regex.range.upperBound - regex.flags.utf8.count, regex.range.upperBound)
    } else {
      let start = regex.offset(ofPatternOffset: error.range.lowerBound)
      range = SourceRange(start, max(start, regex.offset(ofPatternOffset: error.range.upperBound)))
    }
    return Diagnostic("bad-regex", error.message, at: range, help: error.help)
  }
}

extension Diagnostic {
  /// `(?P<name>…)`: one page of LogScale's documentation takes it, another does not.
  fileprivate static func pythonGroup(_ place: Range<Int>, in regex: RegexLiteral) -> Self {
    let range = SourceRange(regex.offset(ofPatternOffset: place.lowerBound), regex.offset(ofPatternOffset: place.upperBound))
    return Diagnostic(
      "python-group", .note, "'(?P<' is Python's way to name a group, which LogScale may not take", at: range,
      help: "Write '(?<name>…)'.", fixIts: [FixIt("write '(?<'", replacing: range, with: "?")])
  }
}

extension RegexLiteral {
  /// Where a place of the pattern stands in the query: `\/` is two bytes there and one in the pattern.
  fileprivate func offset(ofPatternOffset target: Int) -> Int {
    let bytes = Array(raw.utf8)
    var inRaw = 0
    var inPattern = 0
    while inPattern < target, inRaw < bytes.count {
      if bytes[inRaw] == UInt8(ascii: "\\"), inRaw + 1 < bytes.count, bytes[inRaw + 1] == UInt8(ascii: "/") {
        inRaw += 1
      }
      inRaw += 1
      inPattern += 1
    }
    // Bytes that are no UTF-8 are longer in the pattern than in the text.
    return min(patternRange.lowerBound + inRaw, patternRange.upperBound)
  }
}
