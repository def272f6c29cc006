import MartletCatalog
import MartletDiagnostics
import MartletSyntax

extension Binder {
  /// Binds an expression over the fields of an event.
  mutating func bindExpression(_ expression: Expression) -> PlanExpression {
    switch expression {
    case .number(let literal): return .number(literal.value)
    case .string(let literal): return .text(literal.value)
    case .boolean(let literal): return .boolean(literal.value)
    case .word(let name): return .field(name.text)
    case .group(let inner, _): return bindExpression(inner)
    case .parameter(let parameter): return .text(value(of: parameter) ?? "")
    case .unary(let unary):
      let operand = bindExpression(unary.operand)
      return unary.operator.value == .minus ? .negate(operand) : .not(operand)
    case .binary(let binary):
      guard let operation = PlanExpression.Operator(rawValue: binary.operator.value.rawValue) else {
        preconditionFailure("plan and tree have the same operators")
      }
      return .binary(operation, bindExpression(binary.left), bindExpression(binary.right))
    case .call(let call):
      guard let (spec, bound) = bindCall(call, supplying: [:]) else { return .text("") }
      if spec.kind == .aggregate || spec.kind == .source || spec.kind == .sequence || spec.kind == .metadata {
        report(.notAValue(spec.name, kind: spec.kind, at: call.range))
      }
      return .call(bound)
    case .pattern(let pattern):
      report(.patternInExpression(pattern.text, at: pattern.range))
      return .text("")
    case .array(let array):
      report(.unexpectedInExpression("a list", at: array.range))
      return .text("")
    case .block(let block):
      report(.unexpectedInExpression("a block", at: block.range))
      return .text("")
    case .assignment(let assignment):
      report(.unexpectedInExpression("an assignment", at: assignment.range))
      return .text("")
    case .savedQuery(let call):
      report(.unexpectedInExpression("a saved query", at: call.range))
      return .text("")
    case .correlateNode(let node):
      report(.unexpectedInExpression("a named query", at: node.range))
      return .text("")
    // The parser has reported both.
    case .regex, .error: return .text("")
    }
  }
}
