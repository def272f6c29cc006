import MartletCatalog
import MartletDiagnostics
import MartletExecution
import MartletPlanning

/// Tells which steps look at every field of an event, whatever its name: before those the events are filled in.
struct WholeEvents {
  let plan: LogicalPlan
  let registry: FunctionRegistry

  func areNeeded(by step: PlanStep) -> Bool {
    switch step {
    case .filter(let filter): areNeeded(by: filter)
    case .assign(_, let value), .assignNamed(_, let value): areNeeded(by: plan[value])
    case .call(let call): areNeeded(by: call)
    // Branches fill in their own events; what they share would be read once for each.
    case .choose(let branches): branches.contains { branch in plan[branch].steps.contains { areNeeded(by: $0.value) } }
    case .stats: false
    }
  }

  private func areNeeded(by call: PlanCall) -> Bool {
    guard let function = registry[call.name] else { return false }
    if function.effects(of: call.arguments).reads == .all, function.spec.kind != .aggregate { return true }
    return call.arguments.expressions.contains { areNeeded(by: plan[$0]) }
  }

  private func areNeeded(by filter: PlanFilter) -> Bool {
    switch filter {
    case .all(let filters), .any(let filters): filters.contains { areNeeded(by: $0) }
    case .not(let filter): areNeeded(by: filter)
    case .call(let call): areNeeded(by: call)
    case .constant, .matches, .compares, .freeText: false
    }
  }

  private func areNeeded(by expression: PlanExpression) -> Bool {
    switch expression {
    case .field, .text, .number, .boolean: false
    case .negate(let operand), .not(let operand): areNeeded(by: operand)
    case .binary(_, let left, let right): areNeeded(by: left) || areNeeded(by: right)
    case .call(let call): areNeeded(by: call)
    }
  }
}
