public import MartletCatalog
public import MartletDiagnostics

/// What a query means, as plain values: function names and typed arguments, no function objects and no batches, so
/// that any engine can read it. `explain` prints it; `Engine/Lowering` turns it into stages.
///
/// Blocks, expressions and aggregates that stand among arguments live in tables of the plan; arguments refer to them.
public struct LogicalPlan: Sendable {
  /// All pipelines; the first is the query itself, the others are blocks and branches.
  public var pipelines: [PlanPipeline]
  public var expressions: [Located<PlanExpression>]
  public var aggregates: [PlanAggregate]
  /// The searches that calls ask for, in the order in which they run, all before the query itself.
  public var searches: [PlanSearch] = []
  /// Query parameters that were used, with the values they had.
  public var parameters: [String: String]
  /// What the query reads of its input; filled by field flow.
  public var demand: PlanDemand
  /// Whether it is the script of a parser, in which free text looks at the events as they are at its step.
  public var isParser = false

  public init(
    pipelines: [PlanPipeline] = [], expressions: [Located<PlanExpression>] = [], aggregates: [PlanAggregate] = [],
    parameters: [String: String] = [:], demand: PlanDemand = PlanDemand()
  ) {
    self.pipelines = pipelines
    self.expressions = expressions
    self.aggregates = aggregates
    self.parameters = parameters
    self.demand = demand
  }

  /// The calls that stand as steps, or as aggregates among arguments; not those in conditions and expressions.
  var calls: [PlanCall] {
    let steps = pipelines.flatMap(\.steps).compactMap { step in if case .call(let call) = step.value { call } else { nil } }
    return steps + aggregates.compactMap { if case .call(let call) = $0 { call } else { nil } }
  }

  public subscript(pipeline: PipelineReference) -> PlanPipeline { pipelines[pipeline.index] }
  public subscript(expression: ExpressionReference) -> PlanExpression { expressions[expression.index].value }
  public subscript(aggregate: AggregateReference) -> PlanAggregate { aggregates[aggregate.index] }
}

/// A search over the whole input whose rows a call needs.
public struct PlanSearch: Sendable {
  public var call: PlanCall
  public var pipeline: PipelineReference
  /// What the call wants of the rows.
  public var fields: FieldEffects.Fields
  /// What the search reads of the input; filled by field flow.
  public var demand: PlanDemand

  public init(
    of call: PlanCall, pipeline: PipelineReference, fields: FieldEffects.Fields, demand: PlanDemand = PlanDemand()
  ) {
    self.call = call
    self.pipeline = pipeline
    self.fields = fields
    self.demand = demand
  }
}

/// Steps that events pass in order.
public struct PlanPipeline: Sendable {
  public var steps: [Located<PlanStep>]

  public init(steps: [Located<PlanStep>] = []) {
    self.steps = steps
  }
}

public indirect enum PlanStep: Sendable {
  case filter(PlanFilter)
  /// `field := expression`.
  case assign(field: String, value: ExpressionReference)
  /// `` `name` := expression ``: writes the field whose name is the value of `name`.
  case assignNamed(by: String, value: ExpressionReference)
  /// A function as a step: transform, aggregate, source or metadata.
  case call(PlanCall)
  /// `case` and `match`: the first branch that emits something wins; an event no branch takes is dropped.
  case choose([PipelineReference])
  /// `[f(), g()]`.
  case stats([AggregateReference])
}

/// A condition on events. OR binds tighter than AND in the text; here the tree says it all.
public indirect enum PlanFilter: Sendable {
  case constant(Bool)
  case all([PlanFilter])
  case any([PlanFilter])
  case not(PlanFilter)
  /// `field = pattern`. A missing field does not match.
  case matches(field: String, PatternSource)
  /// `field < number`. A missing field, or a value that is no number, does not match.
  case compares(field: String, Ordering, Double)
  /// A bare pattern: some field of the original event contains it.
  case freeText(PatternSource)
  case call(PlanCall)

  public enum Ordering: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// What a value is compared with.
public enum PatternSource: Sendable, Hashable {
  /// The whole value matches.
  case glob(GlobSource)
  /// The value contains the pattern.
  case contains(GlobSource)
  /// The value contains a match of the regex. `extracts` tells whether named groups become fields (only where the
  /// filter is a conjunct of its pipeline), `repeats` whether every match makes an event (flag `g`).
  case regex(body: String, flags: String, extracts: Bool, repeats: Bool)
}

/// Text in which `*` stands for any text.
public struct GlobSource: Sendable, Hashable {
  public var text: String
  /// UTF-8 offsets of stars that stand for themselves.
  public var literalStars: Set<Int>

  public init(_ text: String, literalStars: Set<Int> = []) {
    self.text = text
    self.literalStars = literalStars
  }
}

/// A call of a function, with arguments checked against its spec.
public struct PlanCall: Sendable {
  /// In its documented spelling.
  public var name: String
  public var arguments: BoundArguments
  public var range: SourceRange

  public init(name: String, arguments: BoundArguments, range: SourceRange) {
    self.name = name
    self.arguments = arguments
    self.range = range
  }
}

/// One aggregate of `function=[…]`.
public enum PlanAggregate: Sendable {
  case call(PlanCall)
  /// `{ filter | aggregate | transform }`.
  case block(PipelineReference)
}

/// An expression over the fields of an event.
public indirect enum PlanExpression: Sendable {
  case field(String)
  case text(String)
  case number(Double)
  case boolean(Bool)
  case negate(PlanExpression)
  case not(PlanExpression)
  case binary(Operator, PlanExpression, PlanExpression)
  /// A function of one value, or a filter as a truth value.
  case call(PlanCall)

  public enum Operator: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// What a query reads of its input.
public struct PlanDemand: Sendable {
  /// The fields, sorted.
  public var fields: [String]
  /// Whether whole events are needed: they are output, or free text searches them.
  public var needsEvents: Bool
  /// The view the leading filters ask for, and why.
  public var view: View
  public var viewReason: String
  /// Conditions every event that counts must meet: the conjuncts before the first other step.
  public var leadingFilters: [PlanFilter]
  /// What every event that counts must contain; `nil` when nothing is known.
  public var prefilter: PlanPrefilter?

  public enum View: String, Sendable { case records, resources, native }

  public init(
    fields: [String] = [], needsEvents: Bool = false, view: View = .records, viewReason: String = "",
    leadingFilters: [PlanFilter] = [], prefilter: PlanPrefilter? = nil
  ) {
    self.fields = fields
    self.needsEvents = needsEvents
    self.view = view
    self.viewReason = viewReason
    self.leadingFilters = leadingFilters
    self.prefilter = prefilter
  }
}
