/// Bytes that a matching text must contain: what lets a reader skip records without parsing them.
public struct RequiredLiteral: Sendable, Hashable {
  public var bytes: [UInt8]
  /// Whether ASCII letters match in either case. A text that is not all ASCII may then match without holding the bytes:
  /// `k` and `s` also match the Kelvin sign and the long s.
  public var ignoresCase: Bool

  init(_ bytes: [UInt8], ignoresCase: Bool) {
    self.bytes = bytes
    self.ignoresCase = ignoresCase
  }
}

extension Glob {
  /// Literals one of which every match contains; `nil` when nothing is known.
  public var requiredLiterals: [RequiredLiteral]? {
    let runs = ignoresCase ? pieces.flatMap { RequiredLiteral.asciiRuns(of: $0) } : pieces
    guard let longest = runs.max(by: { $0.count < $1.count }), !longest.isEmpty else { return nil }
    return [RequiredLiteral(longest, ignoresCase: ignoresCase)]
  }
}

extension Regex {
  /// Literals one of which every match contains; `nil` when nothing is known.
  public var requiredLiterals: [RequiredLiteral]? { RequiredLiteral.required(by: root) }
}

extension RequiredLiteral {
  /// More alternatives than this are not worth looking for.
  private static let most = 64

  static func required(by node: RegexNode) -> [RequiredLiteral]? {
    switch node {
    case .literal(let scalars, let ignoresCase):
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      // The engines see bytes that are no UTF-8 as this character, which a text need not hold to match it.
      let parts = Array(String(text).utf8).split(separator: 0x1A).map(Array.init)
      let runs = ignoresCase ? parts.flatMap { asciiRuns(of: $0) } : parts
      guard let longest = runs.max(by: { $0.count < $1.count }), !longest.isEmpty else { return nil }
      return [RequiredLiteral(longest, ignoresCase: ignoresCase)]
    case .sequence(let nodes):
      return nodes.compactMap { required(by: $0) }.max { worth($0) < worth($1) }
    case .alternatives(let nodes):
      var all: [RequiredLiteral] = []
      for node in nodes {
        guard let some = required(by: node), all.count + some.count <= most else { return nil }
        all += some
      }
      return all.isEmpty ? nil : all
    case .group(let node, _): return required(by: node)
    case .repetition(let node, let least, _, _): return least > 0 ? required(by: node) : nil
    case .empty, .anyCharacter, .characters, .assertion, .lookahead, .backreference: return nil
    }
  }

  /// Long literals are rare in records, and few are found faster than many.
  private static func worth(_ literals: [RequiredLiteral]) -> Int {
    (literals.map(\.bytes.count).min() ?? 0) * 64 - literals.count
  }

  /// The runs of bytes whose case is ASCII's affair.
  static func asciiRuns(of bytes: [UInt8]) -> [[UInt8]] {
    bytes.split { $0 >= 0x80 }.map(Array.init)
  }
}
