import MartletDiagnostics

/// `x like "%a%"`: SQL's wildcard is an ordinary character.
struct PercentWildcard: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .comparison(let comparison) = filter, case .text(let text) = comparison.value,
      comparison.operator.value == .like || text.isQuoted, text.text.utf8.count > 1,
      text.text.hasPrefix("%") || text.text.hasSuffix("%"), !text.text.contains("%%")
    else { return }
    if comparison.operator.value != .like, !text.looksLikeSQL { return }
    findings.append(.percentWildcard(comparison, text))
  }
}

extension TextPattern {
  /// `50%`, `CPU %` and `%APPDATA%` are what they look like.
  fileprivate var looksLikeSQL: Bool {
    let inside = text.utf8.dropFirst(text.hasPrefix("%") ? 1 : 0).dropLast(text.hasSuffix("%") ? 1 : 0)
    if text.hasPrefix("%"), text.hasSuffix("%") { return !inside.allSatisfy { $0 < 0x60 } }
    return !isPercentage && inside.contains { CharacterClass.isLetter($0) }
      && inside.first != UInt8(ascii: " ") && inside.last != UInt8(ascii: " ")
  }

  /// A number with the sign behind it.
  fileprivate var isPercentage: Bool {
    text.hasSuffix("%") && NumberLiteral.value(of: String(text.dropLast())) != nil
  }
}

extension Diagnostic {
  fileprivate static func percentWildcard(_ comparison: Comparison, _ text: TextPattern) -> Diagnostic {
    let isLike = comparison.operator.value == .like
    let isOpen = text.text.hasPrefix("%") && text.text.hasSuffix("%")
    var body = text.raw.replacing("%", with: "*")
    let edit: Located<String>
    if isLike, isOpen {
      // 'like' looks anywhere already.
      let quotes = text.isQuoted ? 1 : 0
      body = String(body.dropFirst(1 + quotes).dropLast(1 + quotes))
      edit = Located(text.isQuoted ? "\"\(body)\"" : body, at: text.range)
    } else if isLike {
      // One end is anchored, as '=' anchors both.
      edit = Located("=\(body)", at: SourceRange(comparison.field.range.upperBound, text.range.upperBound))
    } else {
      edit = Located(body, at: text.range)
    }
    let rewrite =
      isLike ? "\(comparison.field.raw)\(isOpen ? " like " : "")\(edit.value)"
      : "\(comparison.field.raw)\(comparison.operator.value.rawValue)\(edit.value)"
    return Diagnostic(
      "sql-habit", .warning, "'%' is SQL's wildcard; here it is an ordinary character", at: text.range,
      help: isLike && isOpen ? "'like' already finds the text anywhere: write '\(rewrite)'." : "The wildcard is '*': write '\(rewrite)'.",
      fixIts: text.isPercentage ? [] : [FixIt("write '\(rewrite)'", edits: [edit])])
  }
}
