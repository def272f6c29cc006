import MartletExecution
import MartletPlanning

extension Lowering {
  mutating func lower(_ expression: PlanExpression) -> RowExpression {
    switch expression {
    case .field(let name): return .field(name)
    case .text(let text): return .text(text)
    case .number(let number): return .number(number)
    case .boolean(let truth): return .boolean(truth)
    case .negate(let operand): return .negative(lower(operand))
    case .not(let operand): return .not(lower(operand))
    case .binary(let operation, let left, let right): return lower(operation, lower(left), lower(right))
    case .call(let call):
      guard let function = function(of: call) else { return .text("") }
      if let value = function as? any ValueFunction { return .function(value) }
      if let filter = function as? any FilterFunction { return .test(filter) }
      diagnostics.append(.wrongKind(call, expected: "a value"))
      return .text("")
    }
  }

  private func lower(_ operation: PlanExpression.Operator, _ left: RowExpression, _ right: RowExpression)
    -> RowExpression
  {
    switch operation {
    case .add: .arithmetic(.add, left, right)
    case .subtract: .arithmetic(.subtract, left, right)
    case .multiply: .arithmetic(.multiply, left, right)
    case .divide: .arithmetic(.divide, left, right)
    case .remainder: .arithmetic(.remainder, left, right)
    case .equal: .comparison(.equal, left, right)
    case .notEqual: .comparison(.notEqual, left, right)
    case .less: .comparison(.less, left, right)
    case .lessOrEqual: .comparison(.lessOrEqual, left, right)
    case .greater: .comparison(.greater, left, right)
    case .greaterOrEqual: .comparison(.greaterOrEqual, left, right)
    }
  }
}
