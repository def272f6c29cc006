import MartletCatalog
import MartletDiagnostics

/// Giving the steps of a saved query the place of its call: places in its own text mean nothing in the query's.
extension LogicalPlan {
  /// How much of a plan there is at one moment of binding.
  struct Extent {
    let pipelines: Int
    let expressions: Int
    let aggregates: Int
    let searches: Int
  }

  var extent: Extent {
    Extent(
      pipelines: pipelines.count, expressions: expressions.count, aggregates: aggregates.count,
      searches: searches.count)
  }

  /// Places everything that was added since at `range`.
  mutating func place(since before: Extent, at range: SourceRange) {
    for index in pipelines.indices.dropFirst(before.pipelines) {
      pipelines[index].steps = pipelines[index].steps.map { Located($0.value.placed(at: range), at: range) }
    }
    for index in expressions.indices.dropFirst(before.expressions) {
      expressions[index] = Located(expressions[index].value.placed(at: range), at: range)
    }
    for index in aggregates.indices.dropFirst(before.aggregates) {
      if case .call(let call) = aggregates[index] { aggregates[index] = .call(call.placed(at: range)) }
    }
    for index in searches.indices.dropFirst(before.searches) {
      searches[index].call = searches[index].call.placed(at: range)
    }
  }
}

extension PlanStep {
  func placed(at range: SourceRange) -> PlanStep {
    switch self {
    case .filter(let filter): .filter(filter.placed(at: range))
    case .call(let call): .call(call.placed(at: range))
    case .assign, .assignNamed, .choose, .stats: self
    }
  }
}

extension PlanFilter {
  fileprivate func placed(at range: SourceRange) -> PlanFilter {
    switch self {
    case .all(let filters): .all(filters.map { $0.placed(at: range) })
    case .any(let filters): .any(filters.map { $0.placed(at: range) })
    case .not(let filter): .not(filter.placed(at: range))
    case .call(let call): .call(call.placed(at: range))
    case .constant, .matches, .compares, .freeText: self
    }
  }
}

extension PlanExpression {
  fileprivate func placed(at range: SourceRange) -> PlanExpression {
    switch self {
    case .negate(let operand): .negate(operand.placed(at: range))
    case .not(let operand): .not(operand.placed(at: range))
    case .binary(let sign, let left, let right): .binary(sign, left.placed(at: range), right.placed(at: range))
    case .call(let call): .call(call.placed(at: range))
    case .field, .text, .number, .boolean: self
    }
  }
}

extension PlanCall {
  fileprivate func placed(at range: SourceRange) -> PlanCall {
    PlanCall(name: name, arguments: arguments.placed(at: range), range: range)
  }
}
