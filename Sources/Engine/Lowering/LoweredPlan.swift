import MartletCatalog
import MartletColumns
import MartletExecution
import MartletPlanning

/// A plan as running code: what each pipeline, expression and aggregate of its tables became.
final class LoweredPlan: LoweredBlocks {
  let programs: [Program]
  /// The condition of each pipeline that is nothing but one.
  private let conditions: [Predicate?]
  private let expressions: [RowExpression]
  private let aggregates: [StateMaker]
  /// What `function=` means where it was left out.
  private let defaultAggregate: StateMaker?
  /// The functions that make the events of pipelines that start with one.
  private let sources: [Int: any SourceFunction]
  /// What runs before the query, in order.
  let searches: [LoweredSearch]
  let settings: [any SettingFunction]
  /// The values of query parameters.
  let parameters: [String: String]
  /// The steps whose cost the query asks for instead of its rows.
  let profile: [String]?
  /// The steps that tell what they cost, in order; empty where nobody asks.
  let profiledSteps: [String]
  /// What is known of the events that count for the query.
  let inputCondition: InputCondition
  let isParser: Bool

  init(
    programs: [Program], conditions: [Predicate?], expressions: [RowExpression], aggregates: [StateMaker],
    defaultAggregate: StateMaker?, sources: [Int: any SourceFunction], searches: [LoweredSearch],
    settings: [any SettingFunction], parameters: [String: String], profile: [String]?, profiledSteps: [String],
    inputCondition: InputCondition, isParser: Bool
  ) {
    self.programs = programs
    self.conditions = conditions
    self.expressions = expressions
    self.aggregates = aggregates
    self.defaultAggregate = defaultAggregate
    self.sources = sources
    self.searches = searches
    self.settings = settings
    self.parameters = parameters
    self.profile = profile
    self.profiledSteps = profiledSteps
    self.inputCondition = inputCondition
    self.isParser = isParser
  }

  /// The query itself.
  var program: Program { programs[0] }

  /// The function that makes the events of a pipeline; `nil` when it reads the input.
  func source(of pipeline: PipelineReference = PipelineReference(index: 0)) -> (any SourceFunction)? {
    sources[pipeline.index]
  }

  func value(of expression: ExpressionReference, in batch: Batch, context: RunContext) throws(ExecutionError)
    -> Column?
  {
    try expressions[expression.index].evaluate(batch, in: context)
  }

  func makeState(of aggregate: AggregateReference, context: RunContext) throws(ExecutionError) -> any AggregateState {
    try aggregates[aggregate.index](context)
  }

  func makeState(of aggregates: Aggregates, context: RunContext) throws(ExecutionError) -> any AggregateState {
    guard let items = aggregates.items else {
      guard let defaultAggregate else { preconditionFailure("count() is built in") }
      return try defaultAggregate(context)
    }
    return try makeCombinedState(of: items, context: context)
  }

  func makeCombinedState(of items: [AggregateReference], context: RunContext) throws(ExecutionError)
    -> any AggregateState
  {
    var members: [any AggregateState] = []
    for item in items { members.append(try makeState(of: item, context: context)) }
    return members.count == 1 ? members[0] : CombinedState(members)
  }

  func makeStages(of block: PipelineReference, into receiver: any BatchReceiver, context: RunContext)
    throws(ExecutionError) -> any BatchReceiver
  {
    try programs[block.index].makeReceiver(into: receiver, in: context)
  }

  func narrow(_ batch: inout Batch, by block: PipelineReference, context: RunContext) throws(ExecutionError) {
    if let condition = conditions[block.index] { return try condition.narrow(&batch, in: context) }
    try batch.keepEmitted(by: programs[block.index], id: block.index, in: context)
  }
}

/// A search of its own over the whole input, and the function that wants its rows.
struct LoweredSearch {
  let plan: PlanSearch
  let function: any SearchingFunction
}
