/// What a glob compiles to: the cheapest test that decides it.
enum GlobForm: Sendable, Hashable {
  case always
  case equals(ByteSearch)
  case prefix(ByteSearch)
  case suffix(ByteSearch)
  case contains(ByteSearch)
  /// `a*b`: both ends, which must not overlap.
  case ends(ByteSearch, ByteSearch)
  /// Any number of stars: a prefix, pieces in order, a suffix.
  case sequence(prefix: ByteSearch, pieces: [ByteSearch], suffix: ByteSearch)
  /// The same without case, where some piece is not ASCII. The prefix is nil where the value need not start with
  /// it, the suffix where the value need not end with it.
  case folded(prefix: FoldedText?, pieces: [FoldedText], suffix: FoldedText?, isLiteral: Bool)

  init(pieces source: [[UInt8]], extent: Glob.Extent, ignoresCase: Bool) {
    let isLiteral = source.count == 1 && extent == .whole
    // `like` means a star at both ends.
    var pieces = source
    if extent == .part {
      if !pieces[0].isEmpty { pieces.insert([], at: 0) }
      if pieces.count == 1 || !pieces[pieces.count - 1].isEmpty { pieces.append([]) }
    }
    if ignoresCase, pieces.contains(where: { $0.contains { $0 >= 0x80 } }) {
      self = .folded(
        prefix: pieces[0].isEmpty ? nil : FoldedText(pieces[0]),
        pieces: pieces.dropFirst().dropLast().map(FoldedText.init),
        suffix: isLiteral || pieces[pieces.count - 1].isEmpty ? nil : FoldedText(pieces[pieces.count - 1]),
        isLiteral: isLiteral)
      return
    }
    let searches = pieces.map { ByteSearch($0, ignoresCase: ignoresCase) }
    let first = searches[0]
    let last = searches[searches.count - 1]
    switch (searches.count, first.needle.isEmpty, last.needle.isEmpty) {
    case (1, _, _): self = .equals(first)
    case (2, true, true): self = .always
    case (2, false, true): self = .prefix(first)
    case (2, true, false): self = .suffix(last)
    case (2, false, false): self = .ends(first, last)
    case (3, true, true): self = .contains(searches[1])
    default: self = .sequence(prefix: first, pieces: Array(searches.dropFirst().dropLast()), suffix: last)
    }
  }

  func matches(_ text: Span<UInt8>) -> Bool {
    switch self {
    case .always:
      return true
    case .equals(let literal):
      return literal.isAll(of: text)
    case .prefix(let literal):
      return literal.isPrefix(of: text)
    case .suffix(let literal):
      return literal.isSuffix(of: text)
    case .contains(let literal):
      return literal.occurs(in: text)
    case .ends(let prefix, let suffix):
      return text.count >= prefix.needle.count + suffix.needle.count && prefix.isPrefix(of: text)
        && suffix.isSuffix(of: text)
    case .sequence(let prefix, let pieces, let suffix):
      guard text.count >= prefix.needle.count + suffix.needle.count, prefix.isPrefix(of: text),
        suffix.isSuffix(of: text)
      else { return false }
      let middle = text.extracting(prefix.needle.count..<(text.count - suffix.needle.count))
      var position = 0
      // The leftmost place for each piece leaves the most room for the next, so no earlier choice is ever undone.
      for piece in pieces {
        guard let found = piece.find(in: middle, from: position) else { return false }
        position = found + piece.needle.count
      }
      return true
    case .folded(let prefix, let pieces, let suffix, let isLiteral):
      var position = 0
      if let prefix {
        guard let end = prefix.end(in: text, at: 0) else { return false }
        position = end
      }
      if isLiteral { return position == text.count }
      var end = text.count
      if let suffix {
        guard let found = suffix.suffix(of: text, from: position) else { return false }
        end = found.lowerBound
      }
      let middle = text.extracting(0..<end)
      for piece in pieces {
        guard let found = piece.find(in: middle, from: position) else { return false }
        position = found.upperBound
      }
      return true
    }
  }
}
