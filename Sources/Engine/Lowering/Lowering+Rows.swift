import MartletCatalog
import MartletDiagnostics
import MartletPlanning

extension Lowering {
  /// Reports aggregates that may give several rows where there is room for one. What only the data tell, the run does.
  mutating func checkRows(of call: PlanCall) {
    guard registry[call.name]?.spec.takesOneRow ?? false else { return }
    for aggregate in call.arguments.aggregates {
      if let giver = giverOfSeveralRows(in: aggregate) { diagnostics.append(.severalRows(giver, in: call)) }
    }
  }

  private func giverOfSeveralRows(in aggregate: AggregateReference) -> PlanCall? {
    switch plan[aggregate] {
    case .call(let call): giverOfSeveralRows(in: call)
    case .block(let block): giverOfSeveralRows(in: plan[block])
    }
  }

  private func giverOfSeveralRows(in call: PlanCall) -> PlanCall? {
    switch call.name {
    case "stats": call.arguments.aggregates.lazy.compactMap { giverOfSeveralRows(in: $0) }.first
    case "collect": call.arguments.truth(of: "multival") == false && !isLimitedToOne(call) ? call : nil
    default: registry[call.name]?.spec.givesSeveralRows == true && !isLimitedToOne(call) ? call : nil
    }
  }

  private func isLimitedToOne(_ call: PlanCall) -> Bool { call.arguments.number(of: "limit") == 1 }

  /// The last aggregate of a block decides; a filter behind it may leave one row.
  private func giverOfSeveralRows(in block: PlanPipeline) -> PlanCall? {
    for step in block.steps.reversed() {
      switch step.value {
      case .assign, .assignNamed: continue
      case .stats(let aggregates): return aggregates.lazy.compactMap { giverOfSeveralRows(in: $0) }.first
      case .call(let call):
        if registry[call.name]?.spec.kind == .transform { continue }
        return giverOfSeveralRows(in: call)
      case .filter, .choose: return nil
      }
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func severalRows(_ giver: PlanCall, in taker: PlanCall) -> Self {
    Diagnostic(
      "several-rows", "'\(giver.name)' may give several rows, and '\(taker.name)' takes one for each event", at: giver.range,
      help: "Use an aggregate with one row, such as count() or collect().")
  }
}
