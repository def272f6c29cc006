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
  /// Parameters without a value that were told of in the text that is being bound.
  var missingParameters: Set<String> = []
  /// Arguments of the saved query that is being spliced in; they hide the query's own parameters.
  var boundParameters: [String: String] = [:]
  var savedQueryNames: [String] = []
  /// How many saved queries were put in place so far.
  var splices = 0
  /// Where their calls stand.
  var spliced: [SourceRange] = []
  /// What could not be bound without being wrong, such as a function that is not built: nobody knows what it does.
  var gaps: [SourceRange] = []
  /// Whether the events are gone at the place that is being bound: an aggregate has made rows of them.
  var hasRowsOnly = false

  /// Whether a parser has a step that drops events.
  var dropsEvents = false

  /// The links of the named query that is being bound.
  var links: [NamedQuery.Link] = []
  /// Whether aggregates that are being bound are those of a function that makes buckets.
  var isInBuckets = false
  /// The tables that the query makes, and the calls that look for one.
  var tables: [TableDefinition] = []
  var tableUses: [TableUse] = []
  /// Whether a saved query makes tables, whose names are not told here.
  var hasForeignTables = false
  /// The steps before the one that is being bound; `nil` in branches and blocks, which see only some events.
  var preceding: [Located<PlanStep>]?

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
    /// One of the queries of `correlate()`.
    case namedQuery
  }

  /// What has happened so far in a pipeline.
  struct Progress {
    var place: Place
    /// The aggregates so far.
    var aggregates = 0
    var hasAggregated: Bool { aggregates > 0 }
    var isOrdered = false
    /// Whether its events are made by a function and do not come from the input.
    var hasSource = false
    /// Whether a step has passed that sees events; settings and defaults of parameters do not count.
    var hasSteps = false
    /// Whether it is the query and no search inside it.
    var isQuery = false
    /// The settings that have passed: the interval stands first and once, the tables behind it.
    var settings: [Located<String>] = []
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
    reviewTables()
  }

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Binds a pipeline into a new place of the plan.
  mutating func bind(_ pipeline: Pipeline, in place: Place) -> PipelineReference {
    bind(place) { binder, steps, progress in
      for step in pipeline.steps { binder.bind(step, into: &steps, &progress) }
      if place == .aggregate { binder.requireAggregate(progress, at: pipeline.range) }
    }
  }

  /// Reserves a place in the plan, so that the query is always the first pipeline, and fills it.
  mutating func bind(
    _ place: Place, _ fill: (inout Binder, inout [Located<PlanStep>], inout Progress) -> Void
  ) -> PipelineReference {
    let reference = PipelineReference(index: plan.pipelines.count)
    plan.pipelines.append(PlanPipeline())
    var steps: [Located<PlanStep>] = []
    var progress = Progress(place: place, isQuery: reference.index == 0)
    let outer = hasRowsOnly
    if place == .search { hasRowsOnly = false }
    fill(&self, &steps, &progress)
    hasRowsOnly = outer
    plan.pipelines[reference.index].steps = endingParsing(steps, isQuery: reference.index == 0)
    return reference
  }

  /// Reports a block that aggregates nothing, unless a step in it is unknown.
  mutating func requireAggregate(_ progress: Progress, at range: SourceRange) {
    guard !progress.hasAggregated, !gaps.contains(where: range.contains) else { return }
    report(.aggregateRequired(at: range))
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
