import MartletDiagnostics

/// A printf-style text of `format()`, taken apart: literal bytes and specifiers.
struct FormatTemplate: Sendable {
  enum Piece: Sendable {
    case literal([UInt8])
    case specifier(FormatSpecifier)
  }

  private(set) var pieces: [Piece] = []
  /// How many fields the specifiers ask for.
  private(set) var fieldCount = 0

  /// What is wrong with a format text.
  enum Problem: Error {
    case unfinished
    case unknownType(Character)
    case unknownTimeLetter(Character)
    case nothingBefore
    case precisionTooLarge
  }

  init(_ format: String) throws(Problem) {
    let bytes = Array(format.utf8)
    var literal: [UInt8] = []
    var index = 0
    var next = 0
    var last: Int?
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "%") else {
        literal.append(bytes[index])
        index += 1
        continue
      }
      index += 1
      guard index < bytes.count else { throw .unfinished }
      if bytes[index] == UInt8(ascii: "%") || bytes[index] == UInt8(ascii: "n") {
        literal.append(bytes[index] == UInt8(ascii: "n") ? 10 : bytes[index])
        index += 1
        continue
      }
      var specifier = FormatSpecifier()
      // An index is digits and a dollar; otherwise the digits are flags and width.
      var end = index
      while end < bytes.count, bytes[end] &- 48 < 10 { end += 1 }
      if end > index, end < bytes.count, bytes[end] == UInt8(ascii: "$") {
        specifier.field = max(Self.number(bytes[index..<end]) - 1, 0)
        index = end + 1
      } else if bytes[index] == UInt8(ascii: "<") {
        guard let last else { throw .nothingBefore }
        specifier.field = last
        index += 1
      } else {
        specifier.field = -1
      }
      index = try specifier.read(bytes, from: index)
      if specifier.field < 0 {
        specifier.field = next
        next += 1
      }
      last = specifier.field
      fieldCount = max(fieldCount, specifier.field + 1)
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      pieces.append(.specifier(specifier))
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
  }

  /// The number that a few digits stand for; large ones are cut.
  static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { min($0 * 10 + Int($1 - 48), 10_000) }
  }
}
