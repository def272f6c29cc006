import MartletDiagnostics

/// `now() - 1h` in an expression: `1h` is the name of a field there, and the result no value.
struct DurationInArithmetic: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ expression: Expression) {
    // `2d@d+6h` is a point in time.
    guard case .binary(let binary) = expression, !expression.isWrittenAsWord, binary.operator.value.precedence > 0 else { return }
    for side in [binary.left, binary.right] {
      guard case .word(let name) = side, let milliseconds = DurationWord.milliseconds(of: name.text) else { continue }
      findings.append(.durationInArithmetic(name.text, milliseconds, at: name.range))
    }
  }
}

extension Diagnostic {
  fileprivate static func durationInArithmetic(_ text: String, _ milliseconds: Int64, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "duration-in-arithmetic", .warning, "'\(text)' is the name of a field here; a length of time is a number of milliseconds",
      at: range, help: "Write '\(milliseconds)'.",
      fixIts: [FixIt("write '\(milliseconds)'", replacing: range, with: String(milliseconds))])
  }
}
