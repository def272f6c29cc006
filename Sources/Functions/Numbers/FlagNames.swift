import MartletCatalog
import MartletDiagnostics

/// The names of the bits of a number: `[[0, READ], [1, WRITE]]`.
struct FlagNames: ArgumentValue {
  static var typeName: String { "array of [bit, name] pairs" }

  /// Sorted by bit.
  let flags: [(bit: Int, name: String)]

  init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .array(let elements) = literal.value else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    var flags: [(bit: Int, name: String)] = []
    for element in elements {
      guard case .array(let pair) = element.value, pair.count == 2 else {
        throw .argumentType(expected: "a pair [bit, name]", found: element.value, at: element.range)
      }
      let bit = try Int(pair[0])
      guard (0...63).contains(bit) else { throw .bitOutOfBounds(bit, at: pair[0].range) }
      let name = try FieldName(pair[1]).text
      if flags.contains(where: { $0.bit == bit }) { throw .flagGivenTwice("bit \(bit)", at: pair[0].range) }
      if flags.contains(where: { $0.name == name }) { throw .flagGivenTwice("'\(name)'", at: pair[1].range) }
      flags.append((bit, name))
    }
    self.flags = flags.sorted { $0.bit < $1.bit }
  }

  var sourceText: String? { "[\(flags.map { "[\($0.bit), \($0.name)]" }.joined(separator: ", "))]" }

  /// The bits of a whole number of any size: its lowest 64. `nil` for a text that is none.
  static func bits(of text: Span<UInt8>) -> UInt64? {
    var index = 0
    let isNegative = text.count > 1 && text[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    guard index < text.count else { return nil }
    var bits: UInt64 = 0
    while index < text.count {
      let digit = text[index] &- 48
      guard digit < 10 else { return nil }
      bits = bits &* 10 &+ UInt64(digit)  // Only the lowest 64 bits count.
      index += 1
    }
    return isNegative ? 0 &- bits : bits
  }
}

extension Diagnostic {
  fileprivate static func bitOutOfBounds(_ bit: Int, at range: SourceRange) -> Self {
    Diagnostic("out-of-bounds", "\(bit) is no bit of a number", at: range, help: "Bits are counted from 0 to 63.")
  }

  fileprivate static func flagGivenTwice(_ what: String, at range: SourceRange) -> Self {
    Diagnostic("duplicate-argument", "\(what) is given twice", at: range, help: "Name each bit once.")
  }
}
