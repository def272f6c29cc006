import MartletDiagnostics

/// `index=x sourcetype=y earliest=-1d`: ordinary fields here, which events rarely have.
struct SplunkSource: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .comparison(let comparison) = filter, comparison.operator.value == .equal, comparison.field.form == .bare,
      case .text(let text) = comparison.value
    else { return }
    let advice: String
    switch comparison.field.text {
    case "sourcetype": advice = "Filter by parser with '#type=\(text.raw)'."
    case "earliest", "latest":
      guard text.text.hasPrefix("-") || text.text.hasPrefix("now") || text.text.hasPrefix("@") else { return }
      advice = "The time span is chosen where the query is run, or with 'setTimeInterval(start=1d)'."
    default: return
    }
    findings.append(
      Diagnostic(
        "splunk-habit", .warning, "'\(comparison.field.text)' is Splunk's; here it is a field like any other",
        at: comparison.field.range, help: advice))
  }
}
