import MartletDiagnostics

/// `/^a|b$/`: each anchor belongs to one alternative only, so this is "starts with a, or ends with b".
struct HalfAnchored: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    switch filter {
    case .freeText(.regex(let regex)): check(regex)
    case .comparison(let comparison): if case .regex(let regex) = comparison.value { check(regex) }
    default: break
    }
  }

  private mutating func check(_ regex: RegexLiteral) {
    var items = RegexScan(regex, in: source).items[...]
    if items.starts(with: "(?i)".utf8, by: { !$0.isEscaped && $0.byte == $1 }) { items = items.dropFirst(4) }
    let alternatives = items.split(omittingEmptySubsequences: false) { $0.depth == 0 && $0.isSign("|") }
    guard alternatives.count > 1, let start = items.first, start.isSign("^"), let end = items.last, end.isSign("$"),
      !alternatives.dropFirst().contains(where: { $0.first?.isSign("^") ?? true }),
      !alternatives.dropLast().contains(where: { $0.last?.isSign("$") ?? true })
    else { return }
    findings.append(
      .halfAnchored(alternatives.count, at: regex.range, open: start.offset + 1, close: end.offset))
  }
}

extension Diagnostic {
  fileprivate static func halfAnchored(_ count: Int, at range: SourceRange, open: Int, close: Int) -> Diagnostic {
    Diagnostic(
      "half-anchored", .warning,
      "'^' belongs to the first of \(count) alternatives only, and '$' to the last", at: range,
      help: "Write a group around the alternatives, as in '/^(?:start|stop)$/'.",
      fixIts: [
        FixIt(
          "write a group around the alternatives",
          edits: [Located("(?:", at: SourceRange(at: open)), Located(")", at: SourceRange(at: close))])
      ])
  }
}
