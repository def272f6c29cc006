import MartletCatalog
import MartletDiagnostics

/// Computes what is the same in every event: `60 * 60 * 1000`.
///
/// Only numbers that are written as numbers are computed with; how a text is read as a number is for the run to say.
/// A result that is no finite number is no value, and stays an expression.
enum FoldExpressions {
  static func rewrite(_ plan: inout LogicalPlan, _ registry: FunctionRegistry) {
    for index in plan.expressions.indices { plan.expressions[index].value = folded(plan.expressions[index].value) }
  }

  static func folded(_ expression: PlanExpression) -> PlanExpression {
    switch expression {
    case .field, .text, .number, .boolean, .call: return expression
    case .negate(let operand):
      let operand = folded(operand)
      // The sign of zero is lost where it is written, and kept in a sum.
      if case .number(let number) = operand, number != 0 { return .number(-number) }
      return .negate(operand)
    case .not(let operand):
      let operand = folded(operand)
      switch operand {
      case .boolean(let truth): return .boolean(!truth)
      case .number(let number): return .boolean(number == 0)
      default: return .not(operand)
      }
    case .binary(let operation, let left, let right):
      let left = folded(left)
      let right = folded(right)
      guard case .number(let first) = left, case .number(let second) = right,
        let result = result(of: operation, first, second)
      else { return .binary(operation, left, right) }
      return result
    }
  }

  private static func result(of operation: PlanExpression.Operator, _ left: Double, _ right: Double) -> PlanExpression?
  {
    switch operation {
    case .add: number(left + right)
    case .subtract: number(left - right)
    case .multiply: number(left * right)
    case .divide: number(left / right)
    case .remainder: number(left.truncatingRemainder(dividingBy: right))
    case .equal: .boolean(left == right)
    case .notEqual: .boolean(left != right)
    case .less: .boolean(left < right)
    case .lessOrEqual: .boolean(left <= right)
    case .greater: .boolean(left > right)
    case .greaterOrEqual: .boolean(left >= right)
    }
  }

  private static func number(_ value: Double) -> PlanExpression? {
    value.isFinite && !(value == 0 && value.sign == .minus) ? .number(value) : nil
  }
}
