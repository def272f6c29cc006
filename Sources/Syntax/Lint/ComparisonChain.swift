import MartletDiagnostics

/// `a < b < c` in an expression compares the result of the first comparison, `true` or `false`, with a number.
struct ComparisonChain: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ expression: Expression) {
    guard case .binary(let outer) = expression, outer.operator.value.isOrdering, case .binary(let inner) = outer.left,
      inner.operator.value.isOrdering
    else { return }
    let first = source[inner.range]
    let second = "\(source[inner.right.range]) \(outer.operator.value.rawValue) \(source[outer.right.range])"
    findings.append(.comparisonChain(first, second, at: outer.range))
  }
}

extension BinaryExpression.Operator {
  /// Whether it compares two numbers by size.
  fileprivate var isOrdering: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

extension Diagnostic {
  fileprivate static func comparisonChain(_ first: String, _ second: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "comparison-chain", .warning, "this compares the result of '\(first)', true or false, which has no size", at: range,
      help: "Write two conditions: 'test(\(first)) | test(\(second))'.")
  }
}
