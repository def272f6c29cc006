import MartletDiagnostics

extension Expression {
  /// Whether this only looks like arithmetic: names and numbers that operators join without a blank, such as
  /// `Europe/Paris` and `web-01`. A function that takes words takes this as one.
  public var isWrittenAsWord: Bool {
    switch self {
    case .number, .pattern, .boolean: true
    case .word(let name): name.form == .bare
    case .unary(let unary):
      unary.operand.isWrittenAsWord && unary.operator.range.upperBound == unary.operand.range.lowerBound
    case .binary(let binary):
      binary.left.isWrittenAsWord && binary.right.isWrittenAsWord
        && binary.left.range.upperBound == binary.operator.range.lowerBound
        && binary.operator.range.upperBound == binary.right.range.lowerBound
    default: false
    }
  }
}
