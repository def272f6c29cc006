import MartletCatalog
import MartletDiagnostics

/// A plan in words, for `explain`: the steps in order, blocks indented below the step that uses them.
public struct PlanText {
  private let plan: LogicalPlan
  private var lines: [String] = []

  public static func of(_ plan: LogicalPlan) -> String {
    var text = PlanText(plan)
    if let main = plan.pipelines.first { text.add(main, indent: 1) }
    return text.lines.joined(separator: "\n") + "\n"
  }

  private init(_ plan: LogicalPlan) {
    self.plan = plan
  }

  private mutating func add(_ pipeline: PlanPipeline, indent: Int) {
    if pipeline.steps.isEmpty { line("pass through", indent) }
    for step in pipeline.steps { add(step.value, indent) }
  }

  private mutating func add(_ step: PlanStep, _ indent: Int) {
    switch step {
    case .filter(let filter): line("filter    \(text(filter))", indent)
    case .assign(let field, let value): line("assign    \(field) := \(text(plan[value]))", indent)
    case .assignNamed(let field, let value): line("assign    field named by \(field) := \(text(plan[value]))", indent)
    case .call(let call):
      line("call      \(text(call))", indent)
      addBlocks(of: call, indent + 1)
    case .stats(let aggregates):
      line("stats", indent)
      for aggregate in aggregates { add(aggregate, indent + 1) }
    case .choose(let branches):
      line("choose    the first branch that emits something", indent)
      for (index, branch) in branches.enumerated() {
        line("branch \(index + 1)", indent + 1)
        add(plan[branch], indent: indent + 2)
      }
    }
  }

  private mutating func addBlocks(of call: PlanCall, _ indent: Int) {
    for aggregate in call.arguments.aggregates { add(aggregate, indent) }
    for block in call.arguments.blocks {
      line("block", indent)
      add(plan[block], indent: indent + 1)
    }
    for search in call.arguments.searches {
      line("search of the whole input, before", indent)
      add(plan[search], indent: indent + 1)
    }
    for expression in call.arguments.expressions { line("value     \(text(plan[expression]))", indent) }
  }

  private mutating func add(_ aggregate: AggregateReference, _ indent: Int) {
    switch plan[aggregate] {
    case .call(let call):
      line("aggregate \(text(call))", indent)
      addBlocks(of: call, indent + 1)
    case .block(let block):
      line("aggregate block", indent)
      add(plan[block], indent: indent + 1)
    }
  }

  private func text(_ call: PlanCall) -> String { "\(call.name)(\(call.arguments.summary))" }

  private func text(_ filter: PlanFilter) -> String {
    switch filter {
    case .constant(let value): value ? "true" : "false"
    case .all(let filters): "(" + filters.map(text).joined(separator: " and ") + ")"
    case .any(let filters): "(" + filters.map(text).joined(separator: " or ") + ")"
    case .not(let filter): "not \(text(filter))"
    case .matches(let field, .glob(let glob)): "\(field) = \"\(glob.text)\""
    case .matches(let field, .contains(let glob)): "\(field) like \"\(glob.text)\""
    case .matches(let field, .regex(let body, let flags, _, _)): "\(field) = /\(body)/\(flags)"
    case .compares(let field, let ordering, let number): "\(field) \(ordering.rawValue) \(number.sourceText ?? "")"
    case .freeText(.glob(let glob)), .freeText(.contains(let glob)): "any field contains \"\(glob.text)\""
    case .freeText(.regex(let body, let flags, _, _)): "any field contains /\(body)/\(flags)"
    case .call(let call): text(call)
    }
  }

  private func text(_ expression: PlanExpression) -> String {
    switch expression {
    case .field(let name): name
    case .text(let value): "\"\(value)\""
    case .number(let value): value.sourceText ?? ""
    case .boolean(let value): value ? "true" : "false"
    case .negate(let operand): "-\(text(operand))"
    case .not(let operand): "!\(text(operand))"
    case .binary(let operation, let left, let right): "(\(text(left)) \(operation.rawValue) \(text(right)))"
    case .call(let call): text(call)
    }
  }

  private mutating func line(_ text: String, _ indent: Int) {
    lines.append(String(repeating: "  ", count: indent) + text)
  }
}
