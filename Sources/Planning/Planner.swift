public import MartletCatalog
public import MartletDiagnostics
public import MartletSyntax

/// How a query is planned.
public struct PlanOptions: Sendable {
  /// Accept nothing that LogScale would not.
  public var isStrict: Bool
  /// Only say whether the query is right: parameters, saved queries and files that are not at hand may exist on the
  /// server, and are warnings.
  public var isCheck: Bool
  public var optimizes: Bool
  /// The query is the script of a parser.
  public var isParser = false
  /// The values of `?name`.
  public var parameters: [String: String]
  /// The text of a saved query; `nil` when there is none of that name.
  public var savedQuery: @Sendable (String) -> String?
  /// Where a lookup file was looked for in vain, in words; `nil` when it is at hand, or nobody looks. Asked while checking.
  public var missingLookup: @Sendable (String) -> String? = { _ in nil }

  public init(
    isStrict: Bool = false, isCheck: Bool = false, optimizes: Bool = true, parameters: [String: String] = [:],
    savedQuery: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.isStrict = isStrict
    self.isCheck = isCheck
    self.optimizes = optimizes
    self.parameters = parameters
    self.savedQuery = savedQuery
  }
}

/// What came of planning a query: a plan when nothing is wrong, and what is to be said.
public struct PlanResult: Sendable {
  public var plan: LogicalPlan?
  /// Of parsing and planning together, in the order of their ranges.
  public var diagnostics: [Diagnostic]
}

/// Turns queries into plans.
public enum Planner {
  /// Parses and plans a query text.
  public static func plan(_ source: SourceText, registry: FunctionRegistry, options: PlanOptions = PlanOptions())
    -> PlanResult
  {
    let parsed = Parser.parse(source, options: parseOptions(registry, strict: options.isStrict))
    return plan(parsed, of: source, registry: registry, options: options)
  }

  /// Plans a query that was parsed with `parseOptions(_:strict:)`.
  public static func plan(
    _ parsed: ParsedQuery, of source: SourceText, registry: FunctionRegistry, options: PlanOptions = PlanOptions()
  ) -> PlanResult {
    var binder = Binder(source: source, registry: registry, options: options)
    binder.bindQuery(parsed.query)
    // Behind an aggregate a word is an error, and quotes would not mend it.
    let searches = binder.diagnostics.filter { $0.code == "free-text-after-aggregate" }.map(\.range)
    let advice = parsed.diagnostics.filter { diagnostic in
      diagnostic.code != "accidental-free-text" || !searches.contains { diagnostic.range.contains($0) }
    }
    var diagnostics = advice + binder.diagnostics
    if !diagnostics.contains(where: { $0.severity == .error }) {
      let subject = LintSubject(
        source: source, query: parsed.query, plan: binder.plan, registry: registry, isStrict: options.isStrict,
        gaps: binder.gaps, spliced: binder.spliced)
      diagnostics.append(contentsOf: Lint.check(subject))
    }
    diagnostics = diagnostics.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }.map(\.element)
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      return PlanResult(plan: nil, diagnostics: diagnostics)
    }
    var plan = binder.plan
    // The view follows from the query as it was written, whatever the optimiser makes of it.
    let view = ViewChoice(plan, registry)
    let searchViews = plan.searches.map { ViewChoice(plan, registry, of: $0.pipeline) }
    plan.isParser = options.isParser
    // Free text in a parser looks at every field there is at its step: no other step may move past it or go.
    if options.optimizes, !options.isParser { Optimizer.optimize(&plan, registry) }
    let flow = FieldFlow(plan: plan, registry: registry)
    plan.demand = flow.demand(view: view)
    if options.isParser { plan.demand.prefilter = nil }
    for (index, search) in plan.searches.enumerated() {
      plan.searches[index].demand = flow.demand(
        of: search.pipeline, fields: search.fields, view: searchViews[index])
    }
    return PlanResult(plan: plan, diagnostics: diagnostics)
  }

  /// What the parser is told about functions: those built here, and those only known by name.
  public static func parseOptions(_ registry: FunctionRegistry, strict: Bool) -> ParseOptions {
    ParseOptions(strict: strict) { name in
      if let function = registry[name] {
        let spec = function.spec
        return KnownFunction(
          name: spec.name, isFilter: spec.kind == .filter, isAggregate: spec.kind == .aggregate,
          hasResultName: spec.outputParameter != nil)
      }
      return KnownNames.canonical(name).map { KnownFunction(name: $0, isFilter: false) }
    }
  }
}
