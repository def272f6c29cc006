import MartletCatalog

/// The fields a condition or an expression looks at, and those it writes.
struct FieldUse {
  var reads: Set<String> = []
  /// It looks at every field, or at fields whose names only the run tells.
  var readsAll = false
  var writes: Set<String> = []
  /// It may write fields whose names only the run tells.
  var writesUnknown = false
  /// It searches the original events.
  var searchesEvents = false
  /// A function stands in it, which may do more than test a value.
  var hasCalls = false

  init() {}

  init(of filter: PlanFilter, in plan: LogicalPlan, _ registry: FunctionRegistry) {
    add(filter, plan, registry)
  }

  init(of expression: PlanExpression, in plan: LogicalPlan, _ registry: FunctionRegistry) {
    add(expression, plan, registry)
  }

  init(of call: PlanCall, in plan: LogicalPlan, _ registry: FunctionRegistry) {
    add(call, writing: true, plan, registry)
  }

  /// Whether it looks at one of these fields.
  func reads(anyOf fields: Set<String>) -> Bool { readsAll || !reads.isDisjoint(with: fields) }

  private mutating func add(_ filter: PlanFilter, _ plan: LogicalPlan, _ registry: FunctionRegistry) {
    switch filter {
    case .constant: break
    case .all(let filters), .any(let filters): for filter in filters { add(filter, plan, registry) }
    case .not(let filter): add(filter, plan, registry)
    case .matches(let field, let pattern):
      reads.insert(field)
      writes.formUnion(CaptureNames.written(by: pattern))
    case .compares(let field, _, _): reads.insert(field)
    case .freeText(let pattern):
      searchesEvents = true
      writes.formUnion(CaptureNames.written(by: pattern))
    // Within a condition a call only tests.
    case .call(let call): add(call, writing: false, plan, registry)
    }
  }

  private mutating func add(_ expression: PlanExpression, _ plan: LogicalPlan, _ registry: FunctionRegistry) {
    switch expression {
    case .field(let name): reads.insert(name)
    case .text, .number, .boolean: break
    case .negate(let operand), .not(let operand): add(operand, plan, registry)
    case .binary(_, let left, let right):
      add(left, plan, registry)
      add(right, plan, registry)
    case .call(let call): add(call, writing: false, plan, registry)
    }
  }

  private mutating func add(
    _ call: PlanCall, writing: Bool, _ plan: LogicalPlan, _ registry: FunctionRegistry
  ) {
    hasCalls = true
    guard let function = registry[call.name] else {
      readsAll = true
      writesUnknown = true
      return
    }
    let effects = function.effects(of: call.arguments)
    switch effects.reads {
    case .all: readsAll = true
    case .only(let names): reads.formUnion(names)
    }
    if effects.searchesEvents { searchesEvents = true }
    if writing {
      writes.formUnion(effects.writes)
      if effects.writesUnknownFields { writesUnknown = true }
    }
    for expression in call.arguments.expressions { add(plan[expression], plan, registry) }
    // What a block does to an event is not followed.
    if !call.arguments.blocks.isEmpty || !call.arguments.aggregates.isEmpty {
      readsAll = true
      writesUnknown = writesUnknown || writing
    }
  }
}
