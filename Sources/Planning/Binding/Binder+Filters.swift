import MartletCatalog
import MartletDiagnostics
import MartletSyntax

extension Binder {
  /// Binds a filter that is a step: each conjunct becomes a step of its own, so that what one extracts the next can
  /// see, and calls keep what they do besides filtering.
  mutating func bindConjuncts(
    of filter: Filter, into steps: inout [Located<PlanStep>], _ progress: inout Progress
  ) {
    preceding = progress.place == .search ? steps : nil
    switch filter {
    case .and(let junction):
      for term in junction.terms { bindConjuncts(of: term, into: &steps, &progress) }
    case .group(let inner, _): bindConjuncts(of: inner, into: &steps, &progress)
    case .not, .or, .comparison, .freeText, .constant:
      append(.filter(bind(filter, isConjunct: true)), at: filter.range, to: &steps)
    case .call(let call): bindStep(call, supplying: [:], into: &steps, &progress)
    case .fieldApply(let apply):
      bindApply(apply.call, to: apply.field, isNegated: apply.isNegated, at: apply.range, into: &steps, &progress)
    case .error: break
    }
  }

  /// `field =~ call(…)` as a step.
  mutating func bindApply(
    _ call: FunctionCall, to field: Name, isNegated: Bool, at range: SourceRange,
    into steps: inout [Located<PlanStep>], _ progress: inout Progress
  ) {
    let supplied = ["field": Located<Literal>(.string(field.text), at: field.range)]
    guard isNegated else {
      bindStep(call, supplying: supplied, into: &steps, &progress)
      return
    }
    if let condition = bindFilterCall(call, supplying: supplied) {
      steps.append(Located(.filter(.not(condition)), at: range))
    }
  }

  /// `field = value`, as a step.
  mutating func bindEquality(_ field: Name, _ value: FilterValue) -> PlanFilter {
    guard let pattern = patternSource(value, isContained: false, extracts: true) else { return .constant(true) }
    return .matches(field: field.text, pattern)
  }

  /// Binds a condition. Regex groups become fields only where every event that passes must match them.
  mutating func bind(_ filter: Filter, isConjunct: Bool) -> PlanFilter {
    switch filter {
    case .and(let junction): return .all(junction.terms.map { bind($0, isConjunct: isConjunct) })
    case .or(let junction): return .any(junction.terms.map { bind($0, isConjunct: false) })
    case .not(let negation): return .not(bind(negation.operand, isConjunct: false))
    case .group(let inner, _): return bind(inner, isConjunct: isConjunct)
    case .constant(let constant): return .constant(constant.value)
    case .comparison(let comparison): return bind(comparison, isConjunct: isConjunct)
    case .freeText(let value): return bindFreeText(value, isConjunct: isConjunct)
    case .call(let call): return bindFilterCall(call, supplying: [:]) ?? .constant(true)
    case .fieldApply(let apply):
      let supplied = ["field": Located<Literal>(.string(apply.field.text), at: apply.field.range)]
      let condition = bindFilterCall(apply.call, supplying: supplied) ?? .constant(true)
      return apply.isNegated ? .not(condition) : condition
    case .error: return .constant(true)
    }
  }

  /// A function as a condition among others: only filters may stand there.
  private mutating func bindFilterCall(_ call: FunctionCall, supplying supplied: [String: Located<Literal>])
    -> PlanFilter?
  {
    guard let (spec, bound) = bindCall(call, supplying: supplied) else { return nil }
    guard spec.kind == .filter else {
      report(.notAFilter(spec.name, kind: spec.kind, at: call.range))
      return nil
    }
    return .call(bound)
  }

  private mutating func bind(_ comparison: Comparison, isConjunct: Bool) -> PlanFilter {
    let field = comparison.field.text
    let isNegated = comparison.operator.value == .notEqual
    switch comparison.operator.value {
    case .equal, .notEqual, .like:
      guard
        let pattern = patternSource(
          comparison.value, isContained: comparison.operator.value == .like, extracts: isConjunct && !isNegated)
      else { return .constant(true) }
      let test = PlanFilter.matches(field: field, pattern)
      return isNegated ? .not(test) : test
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let ordering = PlanFilter.Ordering(rawValue: comparison.operator.value.rawValue),
        let number = number(of: comparison.value)
      else { return .constant(true) }
      return .compares(field: field, ordering, number)
    }
  }

  private mutating func bindFreeText(_ value: FilterValue, isConjunct: Bool) -> PlanFilter {
    if case .text(let text) = value, text.isWildcardOnly { return .constant(true) }
    if case .parameter(let parameter) = value {
      guard let text = self.value(of: parameter) else { return .constant(true) }
      if text == "*" { return .constant(true) }
    }
    if hasRowsOnly { report(.freeTextAfterAggregate(source[value.range], value, at: value.range)) }
    guard let pattern = patternSource(value, isContained: true, extracts: isConjunct) else { return .constant(true) }
    return .freeText(pattern)
  }

  private mutating func patternSource(_ value: FilterValue, isContained: Bool, extracts: Bool) -> PatternSource? {
    switch value {
    case .text(let text):
      return isContained ? .contains(text.globSource) : .glob(text.globSource)
    case .number(let number):
      return isContained ? .contains(GlobSource(number.raw)) : .glob(GlobSource(number.raw))
    case .parameter(let parameter):
      guard let text = self.value(of: parameter) else { return nil }
      return isContained ? .contains(GlobSource(text)) : .glob(GlobSource(text))
    case .regex(let regex): return bind(regex, extracts: extracts)
    case .error: return nil
    }
  }

  private mutating func number(of value: FilterValue) -> Double? {
    switch value {
    case .number(let number): return number.value
    case .parameter(let parameter):
      guard let text = self.value(of: parameter) else { return nil }
      guard let number = Double(text), number.isFinite else {
        report(.parameterNotANumber(parameter.name, value: text, at: parameter.range))
        return nil
      }
      return number
    case .text, .regex, .error: return nil
    }
  }
}

extension TextPattern {
  /// The pattern with the places of the stars that are meant literally.
  var globSource: GlobSource {
    var text = ""
    var literalStars: Set<Int> = []
    for piece in pieces {
      switch piece {
      case .anything: text += "*"
      case .literal(let literal):
        for byte in literal.utf8.enumerated() where byte.element == UInt8(ascii: "*") {
          literalStars.insert(text.utf8.count + byte.offset)
        }
        text += literal
      }
    }
    return GlobSource(text, literalStars: literalStars)
  }
}
