import MartletCatalog
import MartletDiagnostics
import MartletExecution
import MartletPatterns
import MartletPlanning

/// Turns a plan into running code: the only place that knows both.
struct Lowering {
  let plan: LogicalPlan
  let registry: FunctionRegistry
  /// What the user gave: `beta:param()` reads parameters that stand nowhere as `?name`.
  let parameters: [String: String]
  /// Whether conditions may be put in a cheaper order.
  let optimizes: Bool
  /// What only turned out now, such as a regex that does not compile.
  var diagnostics: [Diagnostic] = []
  /// The function that makes the events of the pipeline that is being lowered, when it starts with one.
  var source: (any SourceFunction)?
  /// What changes the world the query runs in.
  var settings: [any SettingFunction] = []
  /// Whether steps tell what they cost.
  let isProfiled: Bool
  private let profilesInstead: Bool
  private var profiledSteps: [String] = []
  /// The regexes compiled so far: the steps and what is known of the input share them.
  var regexes: [RegexKey: Regex] = [:]

  struct RegexKey: Hashable {
    var body: String
    var flags: String
    var captures: Regex.Captures
  }

  /// - Parameter isProfiled: whether steps tell what they cost; they do in any case when the query asks for it.
  init(
    _ plan: LogicalPlan, registry: FunctionRegistry, parameters: [String: String] = [:], optimizes: Bool,
    isProfiled: Bool = false
  ) {
    self.plan = plan
    self.registry = registry
    self.parameters = parameters
    self.optimizes = optimizes
    profilesInstead = plan.pipelines.first?.steps.contains { step in
      guard case .call(let call) = step.value else { return false }
      return registry[call.name] is any ProfilingFunction.Type
    } ?? false
    self.isProfiled = isProfiled || profilesInstead
  }

  /// What a step is called in a profile.
  private static func label(of step: PlanStep) -> String {
    switch step {
    case .filter: "filter"
    case .assign(let field, _): "\(field) := …"
    case .assignNamed(let field, _): "`\(field)` := …"
    case .call(let call): call.name
    case .choose: "case"
    case .stats: "stats"
    }
  }

  /// The plan as code; `nil` when something is wrong with it, after adding to `diagnostics`.
  mutating func lowered() -> LoweredPlan? {
    var expressions: [RowExpression] = []
    for expression in plan.expressions { expressions.append(lower(expression.value)) }
    var aggregates: [StateMaker] = []
    for aggregate in plan.aggregates { aggregates.append(lower(aggregate)) }
    var conditions: [Predicate?] = []
    var programs: [Program] = []
    var sources: [Int: any SourceFunction] = [:]
    for index in plan.pipelines.indices {
      var pipeline = PipelineLowering(role(of: index), optimizes: optimizes, isProfiled: isProfiled && index == 0)
      source = nil
      for step in plan.pipelines[index].steps {
        pipeline.label = Self.label(of: step.value)
        lower(step, into: &pipeline)
      }
      sources[index] = source
      conditions.append(pipeline.condition)
      programs.append(pipeline.finished())
      if index == 0 { profiledSteps = pipeline.profiledSteps ?? [] }
    }
    var searches: [LoweredSearch] = []
    for search in plan.searches {
      guard let function = function(of: search.call) as? any SearchingFunction else {
        diagnostics.append(.wrongKind(search.call, expected: "a function with a search of its own"))
        continue
      }
      searches.append(LoweredSearch(plan: search, function: function))
    }
    let known = InputCondition.all(plan.demand.leadingFilters.map { inputCondition($0) })
    guard !diagnostics.contains(where: { $0.severity == .error }), !programs.isEmpty else { return nil }
    return LoweredPlan(
      programs: programs, conditions: conditions, expressions: expressions, aggregates: aggregates,
      defaultAggregate: defaultAggregate(), sources: sources, searches: searches, settings: settings,
      parameters: plan.parameters.merging(parameters) { bound, _ in bound },
      profile: profilesInstead ? profiledSteps : nil, profiledSteps: profiledSteps, inputCondition: known,
      isParser: plan.isParser)
  }

  private func role(of pipeline: Int) -> PipelineLowering.Role {
    if pipeline == 0 { return .query }
    guard let search = plan.searches.first(where: { $0.pipeline.index == pipeline }) else { return .block }
    return search.fields == .all ? .query : .search
  }

  /// The function object of a call, with its arguments decoded once.
  mutating func function(of call: PlanCall) -> (any QueryFunction)? {
    guard let type = registry[call.name] else {
      diagnostics.append(.missingFunction(call))
      return nil
    }
    do throws(Diagnostic) {
      return try type.init(call.arguments)
    } catch {
      diagnostics.append(error)
      return nil
    }
  }

  private mutating func lower(_ aggregate: PlanAggregate) -> StateMaker {
    switch aggregate {
    case .block(let block):
      // The block's program exists only when all pipelines are lowered: it is fetched when the state is made.
      return { (context) throws(ExecutionError) in
        guard let lowered = context.loweredPlan else { preconditionFailure("runs of the engine have a lowered plan") }
        return try BlockState(lowered.programs[block.index], id: "\(block.index)", in: context)
      }
    case .call(let call):
      checkRows(of: call)
      guard let function = function(of: call) else { return Self.noState }
      guard let aggregate = function as? any AggregateFunction else {
        diagnostics.append(.wrongKind(call, expected: "an aggregate"))
        return Self.noState
      }
      return { (context) throws(ExecutionError) in try aggregate.makeState(in: context) }
    }
  }

  /// `count()`, which stands for a `function=` that was left out.
  private func defaultAggregate() -> StateMaker? {
    guard let type = registry["count"] else { return nil }
    var diagnostics: [Diagnostic] = []
    let arguments = BoundArguments.bind([], of: type.spec, call: SourceRange(0, 0), diagnostics: &diagnostics)
    guard let arguments, let count = try? type.init(arguments) as? any AggregateFunction else { return nil }
    return { (context) throws(ExecutionError) in try count.makeState(in: context) }
  }

  /// Stands where lowering has failed; the plan is not run then.
  private static let noState: StateMaker = { (_) throws(ExecutionError) in CombinedState([]) }
}

extension RunContext {
  var loweredPlan: LoweredPlan? { blocks as? LoweredPlan }
}

extension Diagnostic {
  /// A plan names a function that this engine does not have.
  static func missingFunction(_ call: PlanCall) -> Self {
    Diagnostic("function-not-built", "'\(call.name)' is not built in this engine", at: call.range)
  }

  /// A function stands where its kind cannot.
  static func wrongKind(_ call: PlanCall, expected: String) -> Self {
    Diagnostic("wrong-function-kind", "'\(call.name)' cannot be used here, where \(expected) is needed", at: call.range)
  }
}
