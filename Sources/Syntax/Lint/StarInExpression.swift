import MartletDiagnostics

/// `test(a == "x*")`: expressions compare literally.
struct StarInExpression: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ expression: Expression) {
    guard case .binary(let binary) = expression, binary.operator.value == .equal || binary.operator.value == .notEqual else { return }
    for (side, other) in [(binary.right, binary.left), (binary.left, binary.right)] {
      guard case .string(let string) = side, string.value.contains("*") else { continue }
      // A parameter whose value is a star means "all"; comparing with it is an idiom.
      if string.value == "*", case .word = other { continue }
      if case .parameter = other { continue }
      findings.append(.starInExpression(string))
    }
  }
}

extension Diagnostic {
  fileprivate static func starInExpression(_ string: StringLiteral) -> Diagnostic {
    Diagnostic(
      "star-in-expression", .warning, "'*' is no wildcard in an expression", at: string.range,
      help: "Use a filter, as in 'user=ann*', or a function, as in 'wildcard(field=user, pattern=\"ann*\")'.")
  }
}
