import MartletCatalog
import MartletDiagnostics
import MartletSyntax

/// `?name`, as the tree has it; the catalogue has parameters of functions.
typealias QueryParameter = MartletSyntax.Parameter

/// Gives names their meaning: turns the tree into a plan, and reports what it does not understand.
///
/// What the language does for every function is done here, once: `x := f()` supplies `as`, `x =~ f()` supplies
/// `field`, names ignore case, a lone aggregate stands for a list of one.
struct Binder {
  var source: SourceText
  let registry: FunctionRegistry
  let options: PlanOptions
  var plan = LogicalPlan()
  var diagnostics: [Diagnostic] = []
  /// Defaults that the query gives its parameters, wherever it does.
  var parameterDefaults: [String: String] = [:]
  /// Arguments of the saved query that is being spliced in; they hide the query's own parameters.
  var boundParameters: [String: String] = [:]
  var savedQueryNames: [String] = []

  /// Where a pipeline stands: decides which steps it may have.
  enum Place: Equatable {
    /// The query, or a search of its own.
    case search
    /// A branch of `case` or `match`.
    case branch
    /// The argument of an aggregate parameter: must aggregate.
    case aggregate
    /// A block that events pass.
    case block
  }

  /// What has happened so far in a pipeline.
  struct Progress {
    var place: Place
    var hasAggregated = false
    var isOrdered = false
    var hasSteps = false
  }

  init(source: SourceText, registry: FunctionRegistry, options: PlanOptions) {
    self.source = source
    self.registry = registry
    self.options = options
  }

  mutating func bindQuery(_ query: Query) {
    var collector = ParameterDefaults()
    collector.collect(query.pipeline)
    parameterDefaults = collector.defaults
    _ = bind(query.pipeline, in: .search)
  }

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Binds a pipeline into a new place of the plan.
  mutating func bind(_ pipeline: Pipeline, in place: Place, hasAggregated: Bool = false) -> PipelineReference {
    bind(place, hasAggregated: hasAggregated) { binder, steps, progress in
      for step in pipeline.steps { binder.bind(step, into: &steps, &progress) }
      if place == .aggregate, !progress.hasAggregated {
        binder.report(.aggregateRequired(at: pipeline.range))
      }
    }
  }

  /// Reserves a place in the plan, so that the query is always the first pipeline, and fills it.
  mutating func bind(
    _ place: Place, hasAggregated: Bool = false,
    _ fill: (inout Binder, inout [Located<PlanStep>], inout Progress) -> Void
  ) -> PipelineReference {
    let reference = PipelineReference(index: plan.pipelines.count)
    plan.pipelines.append(PlanPipeline())
    var steps: [Located<PlanStep>] = []
    var progress = Progress(place: place, hasAggregated: hasAggregated)
    fill(&self, &steps, &progress)
    plan.pipelines[reference.index].steps = steps
    return reference
  }

  mutating func add(_ expression: PlanExpression, at range: SourceRange) -> ExpressionReference {
    plan.expressions.append(Located(expression, at: range))
    return ExpressionReference(index: plan.expressions.count - 1)
  }

  mutating func add(_ aggregate: PlanAggregate) -> AggregateReference {
    plan.aggregates.append(aggregate)
    return AggregateReference(index: plan.aggregates.count - 1)
  }
}
