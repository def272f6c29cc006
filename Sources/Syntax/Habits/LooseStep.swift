import MartletDiagnostics

/// A step cut into pieces without a grammar, for reading what other languages mean by it.
struct LooseStep {
  enum Kind {
    /// A run of letters, digits and what else unquoted text may hold.
    case word
    /// A quoted text; `text` is in double quotes whatever it was written in.
    case string
    /// `( … )` or `[ … ]`, with everything in it.
    case group
    /// One other character, or an operator.
    case mark
  }

  struct Piece {
    var kind: Kind
    var text: String
    var range: SourceRange

    func isWord(_ word: String) -> Bool { kind == .word && text.lowercased() == word }
    func isMark(_ mark: String) -> Bool { kind == .mark && text == mark }
  }

  var pieces: [Piece]
  var range: SourceRange
  private let bytes: [UInt8]

  /// Steps of other languages are short; a longer one is not looked at, which also keeps reading linear.
  private static let longest = 1_000

  /// Cuts the step at the place of reading. Nil when it is too long or its brackets do not close.
  init?(in lexer: Lexer) {
    var lexer = lexer
    let start = lexer.offset
    bytes = lexer.bytes
    pieces = []
    scan: while true {
      lexer.skipTrivia()
      guard !lexer.isAtEnd, lexer.offset - start < Self.longest else { break }
      let place = lexer.offset
      var kind = Kind.mark
      var text: String?
      switch lexer.byte {
      case UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): break scan
      case UInt8(ascii: "\""):
        kind = .string
        text = lexer.scanString().literal.raw
      case UInt8(ascii: "'"):
        guard lexer.isSingleQuoteClosed() else { return nil }
        kind = .string
        text = StringLiteral.quoted(lexer.scanString(quote: UInt8(ascii: "'")).literal.value)
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        kind = .group
        guard lexer.passGroup(within: Self.longest) else { return nil }
      case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        while [UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~")].contains(lexer.byte) {
          lexer.offset += 1
        }
      default:
        if lexer.isAtPattern {
          kind = .word
          _ = lexer.scanPattern()
        } else {
          lexer.offset += CharacterClass.length(in: bytes, at: place)
        }
      }
      let range = SourceRange(place, lexer.offset)
      pieces.append(Piece(kind: kind, text: text ?? lexer.text(range), range: range))
    }
    guard let last = pieces.last, lexer.offset - start < Self.longest else { return nil }
    range = SourceRange(start, last.range.upperBound)
  }

  /// Pieces cut out of a longer step.
  private init(pieces: [Piece], range: SourceRange, bytes: [UInt8]) {
    self.pieces = pieces
    self.range = range
    self.bytes = bytes
  }

  /// The word the step begins with, as it was written.
  var command: String { pieces[0].text }

  /// The pieces after the command.
  var rest: ArraySlice<Piece> { pieces.dropFirst() }

  /// The source text from one piece to another.
  func text(_ pieces: ArraySlice<Piece>) -> String {
    guard let first = pieces.first, let last = pieces.last else { return "" }
    return String(decoding: bytes[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
  }

  /// What stands between the brackets of a group, cut at its commas.
  func arguments(of group: Piece) -> [String] {
    let inside = SourceRange(group.range.lowerBound + 1, group.range.upperBound - 1)
    var arguments: [String] = []
    var depth = 0
    var isQuoted = false
    var start = inside.lowerBound
    func add(to end: Int) {
      arguments.append(String(decoding: bytes[start..<end], as: UTF8.self).trimmed)
    }
    for index in inside.lowerBound..<inside.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "("), UInt8(ascii: "["): if !isQuoted { depth += 1 }
      case UInt8(ascii: ")"), UInt8(ascii: "]"): if !isQuoted { depth -= 1 }
      case UInt8(ascii: ",") where depth == 0 && !isQuoted:
        add(to: index)
        start = index + 1
      default: break
      }
    }
    add(to: inside.upperBound)
    return arguments == [""] ? [] : arguments
  }
}

extension ArraySlice<LooseStep.Piece> {
  /// Names parted by commas or spaces; nil when there is anything else.
  var names: [String]? {
    var names: [String] = []
    for piece in self where !piece.isMark(",") {
      guard let name = piece.fieldName else { return nil }
      names.append(name)
    }
    return names.isEmpty ? nil : names
  }

  /// The parts between commas.
  var partedByCommas: [ArraySlice<LooseStep.Piece>] {
    split(separator: ",", omittingEmptySubsequences: true) { $0.isMark($1) }
  }

  private func split(
    separator: String, omittingEmptySubsequences: Bool, _ isSeparator: (LooseStep.Piece, String) -> Bool
  ) -> [ArraySlice<LooseStep.Piece>] {
    split(omittingEmptySubsequences: omittingEmptySubsequences) { isSeparator($0, separator) }
  }
}

extension LooseStep.Piece {
  /// The piece as CQL writes a field's name; nil for what is none.
  var fieldName: String? {
    switch kind {
    case .string: text
    case .word: text.utf8.allSatisfy { $0 >= 0x80 || CharacterClass.isName($0) } ? text : StringLiteral.quoted(text)
    case .group, .mark: nil
    }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var rest = Substring(self)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// `[a, b]`, or the lone name by itself.
  static func list(_ names: [String]) -> String {
    names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
  }
}

extension Lexer {
  /// Passes a bracket and everything up to the one that closes it.
  mutating func passGroup(within limit: Int) -> Bool {
    let start = offset
    var depth = 0
    while !isAtEnd, offset - start < limit {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""):
        _ = scanString()
        continue
      default: break
      }
      offset += 1
      if depth == 0 { return true }
    }
    return false
  }
}
