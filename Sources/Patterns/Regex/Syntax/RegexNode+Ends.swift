extension RegexNode {
  /// Whether every `\Z` is the last thing its branch of the whole regex tests, outside any group that captures.
  ///
  /// Only there can RE2 stand in for it, by taking the line break and giving it back.
  var endsWithItsFinalNewlineTests: Bool {
    switch self {
    case .assertion(.textEndOrFinalNewline): true
    case .sequence(let items):
      items.dropLast().allSatisfy { !$0.testsFinalNewline } && (items.last?.endsWithItsFinalNewlineTests ?? true)
    default: !testsFinalNewline
    }
  }

  private var testsFinalNewline: Bool {
    switch self {
    case .assertion(.textEndOrFinalNewline): true
    case .sequence(let nodes), .alternatives(let nodes): nodes.contains(where: \.testsFinalNewline)
    case .repetition(let node, _, _, _), .group(let node, _), .lookahead(let node, _): node.testsFinalNewline
    default: false
    }
  }
}
