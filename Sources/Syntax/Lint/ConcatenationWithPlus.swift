import MartletDiagnostics

/// `x + "text"` is null: `+` adds numbers only.
struct ConcatenationWithPlus: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ expression: Expression) {
    guard case .binary(let binary) = expression, binary.operator.value == .add else { return }
    for side in [binary.left, binary.right] {
      guard case .string(let string) = side, NumberLiteral.value(of: string.value) == nil else { continue }
      return findings.append(.concatenationWithPlus(at: binary.operator.range))
    }
  }
}

extension Diagnostic {
  fileprivate static func concatenationWithPlus(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "text-with-plus", .warning, "'+' adds numbers; with a text the result is no value at all", at: range,
      help: "Join texts with 'format(\"%s@%s\", field=[user, host], as=account)' or 'concat([user, host], as=account)'.")
  }
}
