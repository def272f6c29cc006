import MartletDiagnostics

/// `x=1//comment`: a comment glued to unquoted text is part of it.
struct CommentInText: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    switch filter {
    case .freeText(.text(let text)): check(text)
    case .comparison(let comparison): if case .text(let text) = comparison.value { check(text) }
    default: break
    }
  }

  private mutating func check(_ text: TextPattern) {
    guard !text.isQuoted else { return }
    let bytes = Array(text.raw.utf8)
    guard bytes.count > 2 else { return }
    for index in 1..<bytes.count - 1 where bytes[index] == UInt8(ascii: "/") {
      let isLine = bytes[index + 1] == UInt8(ascii: "/") && bytes[index - 1] != UInt8(ascii: ":")
      let isBlock = bytes[index + 1] == UInt8(ascii: "*") && text.raw.hasSuffix("*/")
      guard isLine || isBlock else { continue }
      let place = text.range.lowerBound + index
      return findings.append(.commentInText(isLine ? "//" : "/*", at: SourceRange(place, place + 2)))
    }
  }
}

extension Diagnostic {
  fileprivate static func commentInText(_ mark: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "comment-in-text", .warning, "'\(mark)' inside unquoted text begins no comment", at: range,
      help: "Write a space before a comment, or put the text in quotes.")
  }
}
