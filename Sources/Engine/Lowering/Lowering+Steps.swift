import MartletCatalog
import MartletDiagnostics
import MartletExecution
import MartletPlanning

extension Lowering {
  mutating func lower(_ step: Located<PlanStep>, into pipeline: inout PipelineLowering) {
    if WholeEvents(plan: plan, registry: registry).areNeeded(by: step.value) {
      pipeline.append { (context) in MaterialiseStage() }
    }
    switch step.value {
    case .filter(let filter):
      lower(filter, at: step.range, into: &pipeline)
    case .assign(let field, let reference):
      let value = lower(plan[reference])
      pipeline.append { (context) in AssignStage(field, value, in: context) }
    case .assignNamed(let nameField, let reference):
      let value = lower(plan[reference])
      pipeline.append { (context) in NamedAssignStage(by: nameField, value, in: context) }
    case .call(let call):
      lower(call, into: &pipeline)
    case .choose(let branches):
      let id = branches.first?.index ?? 0
      pipeline.append { (context) throws(ExecutionError) in
        guard let lowered = context.loweredPlan else { preconditionFailure("runs of the engine have a lowered plan") }
        let makers = branches.map { branch in
          lowered.programs[branch.index].leading + lowered.programs[branch.index].stages
        }
        return try ChooseStage(branches: makers, id: id, in: context)
      }
    case .stats(let aggregates):
      pipeline.append(state: { (context) throws(ExecutionError) in
        guard let lowered = context.loweredPlan else { preconditionFailure("runs of the engine have a lowered plan") }
        return try lowered.makeCombinedState(of: aggregates, context: context)
      }, owner: "stats")
    }
  }

  /// A function as a step: what it can do besides filtering counts here.
  private mutating func lower(_ call: PlanCall, into pipeline: inout PipelineLowering) {
    checkRows(of: call)
    guard let function = function(of: call) else { return }
    let kind = type(of: function).spec.kind
    if let aggregate = function as? any AggregateFunction, kind != .sequence {
      pipeline.append(
        state: { (context) throws(ExecutionError) in try aggregate.makeState(in: context) }, owner: call.name)
    } else if let staged = function as? any StageFunction {
      pipeline.append(
        { (context) throws(ExecutionError) in try staged.makeStage(in: context) }, isSequence: kind == .sequence)
    } else if let transform = function as? any TransformFunction {
      pipeline.append { (context) in TransformStage(transform, in: context) }
    } else if let value = function as? any ValueFunction {
      let target = value.target
      pipeline.append { (context) in AssignStage(target, .function(value), in: context) }
    } else if let filter = function as? any FilterFunction {
      pipeline.append(.function(filter), cost: FilterCost.function)
    } else if let source = function as? any SourceFunction {
      self.source = source
    } else if let setting = function as? any SettingFunction {
      settings.append(setting)
    } else if kind != .metadata {
      diagnostics.append(.wrongKind(call, expected: "a step"))
    }
  }
}
