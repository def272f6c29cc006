import MartletCatalog
import MartletDiagnostics
import MartletSyntax

extension Binder {
  /// Binds a call: finds the function, gives its arguments types, and lets it check them. `nil` when that fails,
  /// after reporting why.
  mutating func bindCall(_ call: FunctionCall, supplying supplied: [String: Located<Literal>])
    -> (FunctionSpec, PlanCall)?
  {
    guard registry[call.name.value] != nil else {
      reportUnknown(call)
      gaps.append(call.range)
      return nil
    }
    return bindCall(call.name, call.arguments, at: call.range, supplying: supplied)
  }

  private mutating func bindCall(
    _ name: Located<String>, _ argumentList: [Argument], at range: SourceRange,
    supplying supplied: [String: Located<Literal>]
  ) -> (FunctionSpec, PlanCall)? {
    guard let function = registry[name.value] else { return nil }
    let spec = function.spec
    let preceding = preceding
    if name.value != spec.name, name.range != range { report(.functionSpelling(name, spec.name)) }
    if spec.isForParsers, !options.isParser { report(.onlyInParsers(spec.name, at: range)) }
    if spec.buckets == .needs, !isInBuckets { report(.bucketsRequired(spec.name, at: range)) }
    if let advice = spec.deprecation { report(.deprecatedFunction(spec.name, advice: advice, at: name.range)) }
    var written: [BoundArguments.Written] = []
    var failed: Set<String> = []
    for (parameter, literal) in supplied.sorted(by: { $0.key < $1.key }) {
      guard spec.parameter(named: parameter) != nil else {
        report(.cannotSupply(parameter, to: spec.name, at: literal.range))
        return nil
      }
      written.append(BoundArguments.Written(name: Located(parameter, at: literal.range), value: literal))
    }
    var hasUnnamed = false
    let loose = reportLooseAggregates(argumentList, of: spec, failed: &failed)
    for (index, argument) in argumentList.enumerated() where !loose.contains(index) {
      let parameter = self.parameter(for: argument, of: spec)
      if let compared = argument.name, parameter == nil, isComparison(compared.value, argumentList, of: spec) {
        report(.comparisonWithOneSign(compared, with: source[argument.value.range], argument.value.range, in: spec))
        // It is the condition, so that what follows it is taken for the others.
        let value = add(bindExpression(argument.value), at: argument.value.range)
        written.append(BoundArguments.Written(name: nil, value: Located(.expression(value), at: argument.range)))
        continue
      }
      if reportMisnamed(argument, parameter, of: spec, failed: &failed) { continue }
      if argument.name == nil, parameter == nil, let collector = spec.parameters.first(where: \.collectsOthers) {
        report(.assignmentWithoutName(source[argument.value.range], in: spec, at: argument.value.range))
        failed.insert(collector.name)
        continue
      }
      guard let literal = literal(argument.value, for: parameter, of: spec) else {
        failed.insert(parameter?.name ?? argument.name?.value ?? "")
        // Behind the one that may go without a name it was meant for another.
        if hasUnnamed, argument.name == nil { failed.formUnion(spec.parameters.filter(\.isRequired).map(\.name)) }
        continue
      }
      if argument.name == nil { hasUnnamed = true }
      written.append(BoundArguments.Written(name: argument.name, value: literal))
    }
    addDefaultAggregates(of: spec, at: range, to: &written)
    let count = diagnostics.count
    guard
      var arguments = BoundArguments.bind(
        written, of: spec, call: range, failed: failed, diagnostics: &diagnostics)
    else { return nil }
    if diagnostics[count...].contains(where: { $0.severity == .error }) { return nil }
    if let surveyor = spec.survey {
      guard let preceding, !hasRowsOnly else {
        report(.surveyOfSome(spec.name, at: range))
        return nil
      }
      arguments.survey = bindSurvey(by: surveyor, written, after: preceding, at: range)
      if arguments.survey == nil { return nil }
    }
    do throws(Diagnostic) {
      _ = try function.init(arguments)
    } catch {
      report(error)
      return nil
    }
    reviewLookups(written, of: spec)
    for advice in function.advice(on: arguments) { report(advice) }
    if hasRowsOnly {
      if spec.readsStoredEvents { report(.onlyOfEvents(spec.name, at: range)) }
      if function.effects(of: arguments).searchesEvents { report(.wholeEventsAfterAggregate(spec.name, at: range)) }
    }
    let bound = PlanCall(name: spec.name, arguments: arguments, range: range)
    noteTables(of: spec, arguments)
    for pipeline in arguments.searches {
      reviewSearch(of: spec, at: range)
      plan.searches.append(PlanSearch(of: bound, pipeline: pipeline, fields: function.fieldsSearched(of: arguments)))
    }
    return (spec, bound)
  }

  /// The steps before a call, and an aggregate of what they pass, as a search of its own.
  private mutating func bindSurvey(
    by surveyor: String, _ written: [BoundArguments.Written], after preceding: [Located<PlanStep>], at range: SourceRange
  ) -> PipelineReference? {
    guard let function = registry[surveyor] else { return nil }
    let shared = written.map { argument in
      BoundArguments.Written(
        name: argument.name ?? function.spec.unnamedParameter.map { Located($0.name, at: range) }, value: argument.value)
    }.filter { $0.name.map { function.spec.parameter(named: $0.value) != nil } ?? false }
    let whole = BoundArguments.Written(name: Located("limit", at: range), value: Located(.word("max"), at: range))
    guard
      let arguments = BoundArguments.bind(
        shared + [whole], of: function.spec, call: range, diagnostics: &diagnostics)
    else { return nil }
    let aggregate = PlanCall(name: function.spec.name, arguments: arguments, range: range)
    plan.pipelines.append(PlanPipeline(steps: preceding + [Located(.call(aggregate), at: range)]))
    return PipelineReference(index: plan.pipelines.count - 1)
  }

  /// LogScale has no more than ten tables in a query, and no joins beside them.
  private mutating func reviewSearch(of spec: FunctionSpec, at range: SourceRange) {
    let isTable = spec.kind == .metadata
    let tables = plan.searches.count { registry[$0.call.name]?.spec.kind == .metadata }
    if isTable, tables == Self.mostTables { report(.tooManyTables(Self.mostTables, at: range)) }
    if !isTable, tables > 0 { report(.joinBesideTable(spec.name, at: range)) }
    if isTable, tables < plan.searches.count { report(.joinBesideTable(spec.name, at: range)) }
  }

  static let mostTables = 10

  private mutating func reportUnknown(_ call: FunctionCall) {
    if let known = KnownNames.canonical(call.name.value) {
      if call.name.value != known { report(.functionSpelling(call.name, known)) }
      report(.notBuilt(known, isCheck: options.isCheck, at: call.nameRange))
    } else {
      report(.unknownFunction(call.name.value, among: registry.names + KnownNames.all, at: call.nameRange))
    }
  }

  /// Whether `name = value` among the arguments of `test()` or `if()` was meant to compare: the condition is not given
  /// yet, and no parameter has nearly that name.
  private func isComparison(_ name: String, _ arguments: [Argument], of spec: FunctionSpec) -> Bool {
    guard let condition = spec.unnamedParameter, condition.form == .expression, condition.isCondition
    else { return false }
    return spec.parameterMeant(by: name) == nil
      && (arguments.first?.name?.value == name || !arguments.contains { $0.name == nil })
      && !arguments.contains { $0.name?.value == condition.name }
  }

  private func parameter(for argument: Argument, of spec: FunctionSpec) -> ParameterSpec? {
    guard let name = argument.name?.value else { return spec.unnamedParameter }
    return spec.parameter(named: name) ?? spec.parameters.first(where: \.collectsOthers)
  }

  /// `function` left out stands for `count(as=_count)`.
  private mutating func addDefaultAggregates(
    of spec: FunctionSpec, at range: SourceRange, to written: inout [BoundArguments.Written]
  ) {
    for parameter in spec.parameters where parameter.form == .aggregates && parameter.defaultText == "count()" {
      let isGiven = written.contains { $0.name?.value == parameter.name || ($0.name == nil && parameter.isUnnamed) }
      guard !isGiven, registry["count"] != nil else { continue }
      guard let (_, bound) = bindCall(Located("count", at: range), [], at: range, supplying: [:]) else { continue }
      let reference = add(.call(bound))
      written.append(
        BoundArguments.Written(
          name: Located(parameter.name, at: range), value: Located(.aggregates([reference]), at: range)))
    }
  }

  /// One aggregate of `function=[…]`: a call, `name := call`, or a block.
  mutating func bindAggregate(_ expression: Expression) -> AggregateReference? {
    switch expression {
    case .call(let call): return bindAggregate(call, supplying: [:])
    case .assignment(let assignment):
      guard case .call(let call) = assignment.value else {
        report(.aggregateRequired(at: assignment.value.range))
        return nil
      }
      let target = assignment.target
      return bindAggregate(call, supplying: ["as": Located(.string(target.text), at: target.range)])
    case .block(let block): return add(.block(bind(block.pipeline, in: .aggregate)))
    case .group(let inner, _): return bindAggregate(inner)
    case .savedQuery(let call):
      return add(
        .block(
          bind(.aggregate) { binder, steps, progress in
            binder.splice(call, into: &steps, &progress)
            binder.requireAggregate(progress, at: call.range)
          }))
    case .word(let name):
      report(.aggregateNeedsParentheses(name.text, isFunction: registry[name.text] != nil, at: name.range))
      return nil
    case .error: return nil
    default:
      report(.aggregateRequired(at: expression.range))
      return nil
    }
  }

  private mutating func bindAggregate(_ call: FunctionCall, supplying supplied: [String: Located<Literal>])
    -> AggregateReference?
  {
    guard let (spec, bound) = bindCall(call, supplying: supplied) else { return nil }
    if spec.takesNamedQueries { report(.correlateMisplaced(spec.name, at: call.range)) }
    guard spec.kind == .aggregate || spec.alsoAggregates else {
      report(.notAnAggregate(spec.name, kind: spec.kind, at: call.range))
      return nil
    }
    return add(.call(bound))
  }
}

extension ParameterSpec {
  /// Whether it takes an expression that is true or not.
  fileprivate var isCondition: Bool { name == "expression" || name == "condition" }
}

extension FunctionCall {
  /// Where the name of the function stands.
  var nameRange: SourceRange { name.range }
}
