internal import MartletNative

/// Reads the body of a regex in one pass, in time linear in its length.
///
/// The dialect is LogScale's second engine. What other engines write differently, such as group names with dots,
/// `\h` or `\uHHHH`, is plain structure in the tree, so the engines below never see it.
struct RegexParser {
  let body: [UInt8]
  var position = 0
  var flags: RegexFlags
  var depth = 0
  var groupCount = 0
  var names: [(name: String, groups: [Int])] = []
  var needsBacktracking = false
  var notes: [RegexNote] = []

  static let depthLimit = 200

  init(_ body: String, flags: RegexFlags) {
    self.body = Array(body.utf8)
    self.flags = flags
  }

  static func parse(_ body: String, flags: RegexFlags) throws(RegexError) -> ParsedRegex {
    var parser = RegexParser(body, flags: flags)
    var repetitions = 1
    let root = try parser.alternatives(&repetitions)
    if parser.position < parser.body.count {
      throw RegexError(.groupNotOpened, at: parser.position..<(parser.position + 1))
    }
    return ParsedRegex(
      root: root, groupCount: parser.groupCount, names: parser.names, needsBacktracking: parser.needsBacktracking,
      notes: parser.notes)
  }

  var next: UInt8? { position < body.count ? body[position] : nil }

  func byte(after distance: Int) -> UInt8? {
    position + distance < body.count ? body[position + distance] : nil
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Whether `text` stands here; it is not consumed.
  func isAt(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= body.count else { return false }
    // A static string owns its bytes for as long as the program runs, and `count` is their number.
    let wanted = unsafe UnsafeBufferPointer(start: text.utf8Start, count: count)
    for index in 0..<count where unsafe body[position + index] != wanted[index] { return false }
    return true
  }

  /// The character at `offset` as written, for messages.
  func character(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    UTF8Reader.scalar(in: body.span, at: offset) ?? ("\u{FFFD}", 1)
  }

  /// `X|Y|…` up to a closing parenthesis or the end. `repetitions` grows to the largest product of nested
  /// repetition counts inside.
  mutating func alternatives(_ repetitions: inout Int) throws(RegexError) -> RegexNode {
    var branches: [RegexNode] = []
    while true {
      branches.append(try sequence(&repetitions))
      guard skip("|") else { break }
    }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence(_ repetitions: inout Int) throws(RegexError) -> RegexNode {
    var items: [RegexNode] = []
    var quotes = false
    while let byte = next {
      let start = position
      let item: RegexNode
      var inside = 1
      if quotes {
        if isAt(#"\E"#) {
          position += 2
          quotes = false
          continue
        }
        item = literalCharacter()
      } else {
        switch byte {
        case UInt8(ascii: "|"), UInt8(ascii: ")"):
          return Self.joined(items)
        case UInt8(ascii: "\\"):
          if isAt(#"\Q"#) {
            position += 2
            quotes = true
            continue
          }
          if isAt(#"\E"#) {
            position += 2
            continue
          }
          item = try escape()
        case UInt8(ascii: "("):
          guard let group = try group(&inside) else { continue }
          item = group
        case UInt8(ascii: "["):
          item = try characterClass()
        case UInt8(ascii: "."):
          position += 1
          item = .anyCharacter(includingNewline: flags.contains(.dotMatchesNewline))
        case UInt8(ascii: "^"):
          position += 1
          item = .assertion(flags.contains(.multiline) ? .lineStart : .textStart)
        case UInt8(ascii: "$"):
          position += 1
          item = .assertion(flags.contains(.multiline) ? .lineEnd : .textEnd)
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
          throw RegexError(.nothingToRepeat(String(Character(Unicode.Scalar(byte)))), at: start..<(start + 1))
        case UInt8(ascii: "{"):
          if let bounds = repetitionBounds() {
            throw RegexError(.nothingToRepeat(text(of: bounds.range)), at: bounds.range)
          }
          item = literalCharacter()
        default:
          item = literalCharacter()
        }
      }
      let quantified = quotes && !isAt(#"\E"#) ? item : try quantify(item, startingAt: start, &inside, quotes: &quotes)
      repetitions = max(repetitions, inside)
      Self.append(quantified, to: &items)
    }
    return Self.joined(items)
  }

  func text(of range: Range<Int>) -> String {
    String(decoding: body[range], as: UTF8.self)
  }

  private mutating func literalCharacter() -> RegexNode {
    let (scalar, length) = character(at: position)
    position += length
    return literal(scalar)
  }

  func literal(_ scalar: Unicode.Scalar) -> RegexNode {
    .literal([scalar], ignoresCase: flags.contains(.ignoreCase))
  }

  /// Adds an item; literals in a row become one.
  private static func append(_ item: RegexNode, to items: inout [RegexNode]) {
    if case .literal(let scalars, let ignoresCase) = item, let last = items.indices.last,
      case .literal(var joined, ignoresCase) = items[last]
    {
      items[last] = .empty
      joined.append(contentsOf: scalars)
      items[last] = .literal(joined, ignoresCase: ignoresCase)
    } else if item != .empty {
      items.append(item)
    }
  }

  private static func joined(_ items: [RegexNode]) -> RegexNode {
    items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
  }
}
