/// A regex that asks for one literal text, at the start, at the end, as the whole or anywhere: no engine is needed.
enum LiteralRegex: Sendable {
  case anywhere(ByteSearch)
  case start(ByteSearch)
  case end(ByteSearch)
  case whole(ByteSearch)

  init?(_ root: RegexNode) {
    var items: [RegexNode]
    if case .sequence(let sequence) = root { items = sequence } else { items = [root] }
    let hasStart = items.first == .assertion(.textStart)
    if hasStart { items.removeFirst() }
    let hasEnd = items.last == .assertion(.textEnd)
    if hasEnd { items.removeLast() }
    guard items.count == 1, case .literal(let scalars, let ignoresCase) = items[0],
      !ignoresCase || scalars.allSatisfy(\.isASCII), !scalars.contains("\u{1A}")
    else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let search = ByteSearch(String(text), ignoresCase: ignoresCase)
    switch (hasStart, hasEnd) {
    case (true, true): self = .whole(search)
    case (true, false): self = .start(search)
    case (false, true): self = .end(search)
    case (false, false): self = .anywhere(search)
    }
  }

  func matches(_ text: Span<UInt8>) -> Bool {
    switch self {
    case .anywhere(let search): search.occurs(in: text)
    case .start(let search): search.isPrefix(of: text)
    case .end(let search): search.isSuffix(of: text)
    case .whole(let search): search.isAll(of: text)
    }
  }

  func find(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    switch self {
    case .anywhere(let search):
      return search.find(in: text, from: start).map { $0..<($0 + search.needle.count) }
    case .start(let search):
      return start == 0 && search.isPrefix(of: text) ? 0..<search.needle.count : nil
    case .end(let search):
      let place = text.count - search.needle.count
      return place >= start && search.isSuffix(of: text) ? place..<text.count : nil
    case .whole(let search):
      return start == 0 && search.isAll(of: text) ? 0..<text.count : nil
    }
  }
}
