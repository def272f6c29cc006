import MartletCatalog
import MartletDiagnostics
import MartletSyntax

extension Binder {
  /// What is written for a parameter, in the form the parameter wants. `nil` when it cannot be one, after reporting.
  mutating func literal(_ expression: Expression, for parameter: ParameterSpec?, of spec: FunctionSpec)
    -> Located<Literal>?
  {
    switch parameter?.form ?? .literal {
    case .literal:
      guard let literal = literal(expression, isSeveral: parameter?.takesSeveral ?? false) else { return nil }
      if let parameter, parameter.namesFields { reviewFieldNames(expression, for: parameter, of: spec) }
      return literal
    case .expression:
      if case .array(let array) = expression, parameter?.takesSeveral == true {
        let elements = array.elements.map { element in
          Located<Literal>(.expression(add(bindExpression(element), at: element.range)), at: element.range)
        }
        return Located(.array(elements), at: array.range)
      }
      return Located(.expression(add(bindExpression(expression), at: expression.range)), at: expression.range)
    case .aggregates:
      let outer = isInBuckets
      isInBuckets = spec.buckets == .makes
      defer { isInBuckets = outer }
      return aggregates(expression)
    case .block:
      if case .array(let array) = expression, parameter?.takesSeveral == true {
        let elements = array.elements.map { Located<Literal>(.pipeline(bindBlock($0, in: .block)), at: $0.range) }
        return Located(.array(elements), at: array.range)
      }
      return Located(.pipeline(bindBlock(expression, in: .block)), at: expression.range)
    case .condition: return Located(.pipeline(bindCondition(expression)), at: expression.range)
    case .namedQuery: return namedQueries(expression)
    case .search: return Located(.pipeline(bindBlock(expression, in: .search)), at: expression.range)
    }
  }

  /// `round(a*100)`: an argument that names a field is no expression, and a field of such a name is hardly meant.
  private mutating func reviewFieldNames(_ expression: Expression, for parameter: ParameterSpec, of spec: FunctionSpec)
  {
    switch expression {
    case .group(let inner, _): reviewFieldNames(inner, for: parameter, of: spec)
    case .array(let array): for element in array.elements { reviewFieldNames(element, for: parameter, of: spec) }
    case .unary(let unary):
      // A sign before a name is another language's way to sort, which reading has reported.
      if unary.operator.value == .minus, spec.name == "sort" { return }
      report(.signBeforeField(source[expression.range], parameter: parameter.name, of: spec.name, at: expression.range))
    case .binary:
      report(
        .expressionAsField(source[expression.range], parameter: parameter.name, of: spec.name, at: expression.range))
    default: break
    }
  }

  /// A list of aggregates, in however many parentheses and brackets.
  private mutating func aggregates(_ expression: Expression) -> Located<Literal>? {
    switch expression {
    case .group(let inner, _): return aggregates(inner)
    case .array(let array):
      var references: [AggregateReference] = []
      for element in array.elements {
        guard let reference = bindAggregate(element) else { return nil }
        references.append(reference)
      }
      return Located(.aggregates(references), at: array.range)
    default:
      guard let reference = bindAggregate(expression) else { return nil }
      return Located(.aggregates([reference]), at: expression.range)
    }
  }

  /// `A: { … } include: [f]`, the argument of a parameter that takes several of them.
  private mutating func namedQueries(_ expression: Expression) -> Located<Literal>? {
    guard case .correlateNode(let node) = expression else {
      report(.namedQueryRequired(source[expression.range], at: expression.range))
      return nil
    }
    let outer = links
    links = []
    defer { links = outer }
    let pipeline = bind(node.block.pipeline, in: .namedQuery)
    var included: [String] = []
    var includesAll = false
    for attribute in node.attributes {
      guard attribute.name.value.lowercased() == "include" else {
        report(.unknownAttribute(attribute.name))
        continue
      }
      for text in includedFields(attribute.value) {
        if text == "*" { includesAll = true } else { included.append(text) }
      }
    }
    let query = NamedQuery(
      name: Located(node.name.text, at: node.name.range), pipeline: pipeline, links: links, included: included,
      includesAll: includesAll)
    return Located(.namedQuery(query), at: node.range)
  }

  private mutating func includedFields(_ expression: Expression) -> [String] {
    switch expression {
    case .array(let array): return array.elements.flatMap { includedFields($0) }
    case .error: return []
    default: return literal(expression, isSeveral: true)?.value.text.map { [$0] } ?? []
    }
  }

  /// A block that decides. The value of a call decides where it is no filter: as a step it would let all pass.
  private mutating func bindCondition(_ expression: Expression) -> PipelineReference {
    switch expression {
    case .group(let inner, _): return bindCondition(inner)
    case .call(let call):
      guard let spec = registry[call.name.value]?.spec, spec.kind != .filter else { return bindBlock(expression, in: .block) }
      return bindBlock(.call(call.asArgument(of: "test")), in: .block)
    default: return bindBlock(expression, in: .block)
    }
  }

  /// A block in braces, or a call that stands for one.
  private mutating func bindBlock(_ expression: Expression, in place: Place) -> PipelineReference {
    switch expression {
    case .block(let block): return bind(block.pipeline, in: place)
    case .group(let inner, _): return bindBlock(inner, in: place)
    case .call(let call):
      return bind(place) { binder, steps, progress in binder.bindStep(call, supplying: [:], into: &steps, &progress) }
    case .savedQuery(let call):
      return bind(place) { binder, steps, progress in binder.splice(call, into: &steps, &progress) }
    default:
      report(.blockRequired(at: expression.range))
      return bind(place) { _, _, _ in }
    }
  }

  /// A value as it is written: word, text, number, list.
  private mutating func literal(_ expression: Expression, isSeveral: Bool) -> Located<Literal>? {
    let range = expression.range
    switch expression {
    case .number(let number): return Located(.number(number.raw, number.value), at: range)
    case .string(let string): return Located(string.literal, at: range)
    case .boolean(let boolean): return Located(.boolean(boolean.value), at: range)
    case .word(let name): return Located(.word(name.text), at: range)
    case .pattern(let pattern): return Located(.wildcard(pattern.text), at: range)
    case .group(let inner, _): return literal(inner, isSeveral: isSeveral)
    case .array(let array):
      var elements: [Located<Literal>] = []
      for element in array.elements {
        guard let literal = literal(element, isSeveral: false) else { return nil }
        elements.append(literal)
      }
      return Located(.array(elements), at: range)
    case .parameter(let parameter): return literal(of: parameter, isSeveral: isSeveral)
    case .unary(let unary):
      if unary.operator.value == .minus, case .number(let number) = unary.operand {
        return Located(.number("-" + number.raw, -number.value), at: range)
      }
      return wordOfSource(expression)
    case .binary: return wordOfSource(expression)
    case .call(let call):
      report(.callAsLiteral(call.name.value, at: range))
      return nil
    case .block, .savedQuery, .assignment, .correlateNode:
      report(.unexpectedInExpression("this", at: range))
      return nil
    // The parser has reported both.
    case .regex, .error: return nil
    }
  }

  /// `Europe/Paris`, `web-01`: unquoted text without blanks that only looks like arithmetic.
  private mutating func wordOfSource(_ expression: Expression) -> Located<Literal>? {
    let text = source[expression.range]
    guard expression.isWrittenAsWord else {
      report(.expressionAsLiteral(text, at: expression.range))
      return nil
    }
    return Located(.word(text), at: expression.range)
  }

  /// A parameter in the place of a value; one with commas stands for several where several are taken.
  private mutating func literal(of parameter: QueryParameter, isSeveral: Bool) -> Located<Literal>? {
    guard let text = value(of: parameter) else {
      return Located(.unknownParameter(parameter.name), at: parameter.range)
    }
    guard isSeveral else { return Located(.string(text), at: parameter.range) }
    let parts = ParameterValue.parts(of: text)
    guard parts.count > 1 else { return Located(.string(parts.first ?? text), at: parameter.range) }
    return Located(.array(parts.map { Located(.string($0), at: parameter.range) }), at: parameter.range)
  }
}

extension StringLiteral {
  /// The text as an argument; which stars are escaped matters where it is a pattern.
  fileprivate var literal: Literal {
    guard value.utf8.contains(UInt8(ascii: "*")) else { return .string(value) }
    let glob = pattern.globSource
    return glob.literalStars.isEmpty ? .string(value) : .escapedStars(value, glob: glob.text, literalStars: glob.literalStars)
  }
}
