import MartletDiagnostics

/// A lone `*` as a step lets everything through.
struct WildcardOnlyStep: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ pipeline: Pipeline, in place: LintPlace) {
    guard place == .query else { return }
    // Before anything else it is how people say "everything".
    for step in pipeline.steps.dropFirst() {
      guard case .filter(.freeText(.text(let text))) = step, text.isWildcardOnly, !text.isQuoted else { continue }
      findings.append(
        Diagnostic(
          "wildcard-only-step", .note, "'\(text.raw)' lets every event through", at: text.range,
          help: "Leave the step out, or test a field, as in 'user=*'."))
    }
  }
}
