/// A text pattern of filters, `like`, `match` guards, `in()` and `wildcard()`: literal text in which `*` stands for
/// any text, line breaks and nothing included.
///
/// A glob is compiled once and asked for many values; it may be shared between threads. Values are UTF-8; bytes that
/// are no UTF-8 are covered by `*` like any other. A match costs at most one pass over the value.
public struct Glob: Sendable, Hashable {
  /// How much of a value has to match.
  public enum Extent: Sendable, Hashable {
    /// The whole value: `=`.
    case whole
    /// Any part of the value: `like` and free text.
    case part
  }

  /// The literal pieces between the stars. The first and the last are empty where the pattern starts or ends with a
  /// star; those between are never empty.
  let pieces: [[UInt8]]
  public let extent: Extent
  public let ignoresCase: Bool
  let form: GlobForm

  /// Compiles `text`, in which escapes have been decoded. `literalStars` holds the UTF-8 offsets of stars that stand
  /// for themselves.
  public init(_ text: String, extent: Extent = .whole, ignoresCase: Bool = false, literalStars: Set<Int> = []) {
    var pieces: [[UInt8]] = [[]]
    for (offset, byte) in text.utf8.enumerated() {
      if byte != UInt8(ascii: "*") || literalStars.contains(offset) {
        pieces[pieces.count - 1].append(byte)
      } else if pieces.count == 1 || !pieces[pieces.count - 1].isEmpty {
        pieces.append([])
      }
    }
    self.init(pieces: pieces, extent: extent, ignoresCase: ignoresCase)
  }

  /// A pattern without wildcards: a star stands for itself.
  public init(literal text: String, extent: Extent = .whole, ignoresCase: Bool = false) {
    self.init(pieces: [Array(text.utf8)], extent: extent, ignoresCase: ignoresCase)
  }

  private init(pieces: [[UInt8]], extent: Extent, ignoresCase: Bool) {
    self.pieces = pieces
    self.extent = extent
    self.ignoresCase = ignoresCase
    form = GlobForm(pieces: pieces, extent: extent, ignoresCase: ignoresCase)
  }

  /// Whether the pattern has no wildcard.
  public var isLiteral: Bool { pieces.count == 1 }

  /// The one text that matches, when the whole value has to equal it byte for byte.
  public var exactText: [UInt8]? {
    isLiteral && extent == .whole && !ignoresCase ? pieces[0] : nil
  }

  /// Whether the pattern consists of stars alone and so asks only whether there is a value.
  public var isPresenceTest: Bool {
    pieces.count > 1 && pieces.allSatisfy(\.isEmpty)
  }

  /// Whether `text` matches.
  @inline(__always)
  public func matches(_ text: Span<UInt8>) -> Bool {
    form.matches(text)
  }

  /// Whether `text` matches: for single values; loops over columns pass spans.
  public func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return matches(bytes.span)
  }
}
