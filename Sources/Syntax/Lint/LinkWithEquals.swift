import MartletDiagnostics

/// `correlate(a: {…}, b: { user = a.user })`: only `<=>` links two queries; `=` compares with the text "a.user".
struct LinkWithEquals: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ step: Step) {
    guard case .call(let call) = step else { return }
    let nodes = call.arguments.compactMap { argument -> CorrelateNode? in
      if case .correlateNode(let node) = argument.value { node } else { nil }
    }
    let names = nodes.map(\.name.text)
    for node in nodes {
      for case .filter(let filter) in node.block.pipeline.steps {
        let isAlone = if case .comparison = filter { true } else { false }
        check(filter, names: names, isAlone: isAlone)
      }
    }
  }

  private mutating func check(_ filter: Filter, names: [String], isAlone: Bool) {
    switch filter {
    case .and(let junction), .or(let junction):
      for term in junction.terms { check(term, names: names, isAlone: false) }
    case .group(let inner, _): check(inner, names: names, isAlone: false)
    case .not(let negation): check(negation.operand, names: names, isAlone: false)
    case .comparison(let comparison):
      guard case .text(let text) = comparison.value, !text.isQuoted,
        comparison.operator.value == .equal || comparison.operator.value == .notEqual,
        names.contains(where: { text.text.hasPrefix($0 + ".") && text.text.utf8.count > $0.utf8.count + 1 })
      else { return }
      findings.append(.linkWithEquals(comparison, text, isAlone: isAlone && comparison.operator.value == .equal))
    case .freeText, .constant, .call, .fieldApply, .error: break
    }
  }
}

extension Diagnostic {
  fileprivate static func linkWithEquals(_ comparison: Comparison, _ text: TextPattern, isAlone: Bool) -> Diagnostic {
    Diagnostic(
      "link-with-equals", .warning,
      "'\(comparison.operator.value.rawValue)' compares with the text '\(text.text)' and links no queries",
      at: comparison.operator.range, help: "Write '\(comparison.field.raw) <=> \(text.raw)' as a step of its own.",
      fixIts: isAlone ? [FixIt("write '<=>'", replacing: comparison.operator.range, with: "<=>")] : [])
  }
}
