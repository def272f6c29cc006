import MartletCatalog
import MartletDiagnostics
import MartletSyntax

extension Binder {
  mutating func bind(_ step: Step, into steps: inout [Located<PlanStep>], _ progress: inout Progress) {
    preceding = progress.place == .search ? steps : nil
    switch step {
    case .filter(let filter): bindConjuncts(of: filter, into: &steps, &progress)
    case .assignment(let assignment): bind(assignment, into: &steps, &progress)
    case .fieldApply(let apply):
      bindConjuncts(of: .fieldApply(apply), into: &steps, &progress)
    case .caseStep(let choice):
      let branches = choice.branches.map { bind($0, in: .branch) }
      steps.append(Located(.choose(branches), at: choice.range))
    case .matchStep(let match):
      let branches = match.arms.map { bind($0, of: match) }
      steps.append(Located(.choose(branches), at: match.range))
    case .stats(let list):
      note(.aggregate, at: list.range, &progress)
      steps.append(Located(.stats(list.elements.compactMap { bindAggregate($0) }), at: list.range))
    case .savedQuery(let call): splice(call, into: &steps, &progress)
    case .call(let call): bindStep(call, supplying: [:], into: &steps, &progress)
    case .link(let link):
      guard progress.place == .namedQuery else {
        report(.linkOutsideCorrelate(at: link.range))
        break
      }
      links.append(NamedQuery.Link(field: link.field.text, other: Located(link.other.text, at: link.other.range)))
    case .error: break
    }
    if !isSetting(step) { progress.hasSteps = true }
  }

  /// Whether a step sees no events: it configures the search, or only gives a parameter its default. A function that
  /// nobody knows may be such a setting.
  private func isSetting(_ step: Step) -> Bool {
    switch step {
    case .call(let call): registry[call.name.value].map { $0.spec.kind == .metadata } ?? true
    case .filter(.freeText(.parameter(let parameter))): parameter.defaultValue?.isWildcardOnly ?? false
    default: false
    }
  }

  /// Adds a step. The steps before it are let go first: while they are held, each step would copy them all.
  mutating func append(_ step: PlanStep, at range: SourceRange, to steps: inout [Located<PlanStep>]) {
    preceding = nil
    steps.append(Located(step, at: range))
  }

  /// A function as a step of its own.
  mutating func bindStep(
    _ call: FunctionCall, supplying supplied: [String: Located<Literal>], into steps: inout [Located<PlanStep>],
    _ progress: inout Progress
  ) {
    let bound = bindCall(call, supplying: supplied)
    if let spec = registry[call.name.value]?.spec {
      note(spec.kind, at: call.range, name: spec.name, &progress)
      if spec.takesNamedQueries, progress.place != .search || progress.hasSource || progress.aggregates > 1 {
        report(.correlateMisplaced(spec.name, at: call.range))
      }
    } else {
      // It may put its events in order.
      progress.isOrdered = true
    }
    if let spec = registry[call.name.value]?.spec {
      if spec.kind == .metadata { notePlace(of: spec, at: call.range, &progress) }
      if spec.needsRows, !hasRowsOnly || (progress.place != .branch && !progress.isQuery) {
        report(.rowsRequired(spec.name, isStrict: options.isStrict, at: call.range))
      }
    }
    if let (spec, bound) = bound {
      if options.isParser, spec.endsParsing, progress.place == .branch || progress.place == .search {
        drop(at: call.range, &steps)
        return
      }
      append(.call(bound), at: call.range, to: &steps)
    } else {
      gaps.append(call.range)
    }
  }

  /// The mark of events that a parser drops: a column and no field, as no name of a field begins so.
  private static let dropMark = "\0dropped"

  /// Marks the event, which so leaves the branches it is in; the parser itself passes it over.
  private mutating func drop(at range: SourceRange, _ steps: inout [Located<PlanStep>]) {
    dropsEvents = true
    steps.append(Located(.assign(field: Self.dropMark, value: add(.boolean(true), at: range)), at: range))
  }

  /// The steps of a pipeline of a parser: nothing follows the one that drops an event, and behind every step of the
  /// parser itself that may mark events those with the mark go.
  func endingParsing(_ steps: [Located<PlanStep>], isQuery: Bool) -> [Located<PlanStep>] {
    guard dropsEvents else { return steps }
    var kept: [Located<PlanStep>] = []
    for step in steps {
      kept.append(step)
      if isQuery, mayDrop(step.value) {
        kept.append(
          Located(.filter(.not(.matches(field: Self.dropMark, .glob(GlobSource("*"))))), at: step.range))
      }
      if case .assign(Self.dropMark, _) = step.value { break }
    }
    return kept
  }

  private func mayDrop(_ step: PlanStep) -> Bool {
    switch step {
    case .assign(Self.dropMark, _): true
    case .choose(let branches): branches.contains { plan[$0].steps.contains { mayDrop($0.value) } }
    default: false
    }
  }

  /// `target := value`; a bare call on the right gets `as=target`.
  private mutating func bind(
    _ assignment: Assignment, into steps: inout [Located<PlanStep>], _ progress: inout Progress
  ) {
    let target = assignment.target
    if case .call(let call) = assignment.value, target.form != .dynamic, let function = registry[call.name.value] {
      if function.spec.outputParameter != nil {
        if let written = call.arguments.first(where: { $0.name?.value == "as" }), let name = written.name {
          report(.outputGivenTwice(call.name, target: target, at: name.range))
          return
        }
        bindStep(call, supplying: ["as": Located(.string(target.text), at: target.range)], into: &steps, &progress)
        return
      }
      guard function.spec.kind == .filter else {
        report(.cannotAssign(function.spec.name, at: target.range.union(call.range)))
        return
      }
    }
    let value = add(bindExpression(assignment.value), at: assignment.value.range)
    let step: PlanStep =
      target.form == .dynamic ? .assignNamed(by: target.text, value: value) : .assign(field: target.text, value: value)
    append(step, at: assignment.range, to: &steps)
  }

  /// One arm of a match is a branch that starts with the guard.
  private mutating func bind(_ arm: MatchArm, of match: MatchStep) -> PipelineReference {
    bind(.branch) { binder, steps, progress in
      switch arm.condition {
      case .always, .error: break
      case .value(let value):
        let condition = binder.bindEquality(match.field, value)
        steps.append(Located(.filter(condition), at: value.range))
      case .call(let call, let isNegated):
        if let spec = binder.registry[call.name.value]?.spec, spec.kind != .filter {
          binder.report(.notAFilter(spec.name, kind: spec.kind, at: call.range))
          break
        }
        if let spec = binder.registry[call.name.value]?.spec, spec.parameter(named: "field") == nil {
          binder.report(.guardWithoutField(spec.name, binder.source[call.range], of: match.field.raw, at: call.range))
          break
        }
        binder.bindApply(call, to: match.field, isNegated: isNegated, at: call.range, into: &steps, &progress)
      }
      for step in arm.body.steps { binder.bind(step, into: &steps, &progress) }
    }
  }

  /// Notes what a step does to the pipeline, and reports one that may not stand here (language reference §6.6).
  mutating func note(
    _ kind: FunctionSpec.Kind, at range: SourceRange, name: String = "[…]", _ progress: inout Progress
  ) {
    switch kind {
    case .aggregate:
      if options.isParser {
        report(.aggregateInParser(name, at: range))
      } else if progress.place == .branch {
        report(.aggregateInBranch(name, at: range))
      }
      if progress.place == .block { report(.aggregateInBlock(name, at: range)) }
      if progress.place == .namedQuery { report(.aggregateInNamedQuery(name, at: range)) }
      progress.aggregates += 1
      progress.isOrdered = true
      hasRowsOnly = true
    case .source:
      if progress.hasSteps { report(.sourceNotFirst(name, at: range)) }
      progress.hasSource = true
      if progress.place != .search { report(.onlyInSearch(name, kind: kind, at: range)) }
    case .sequence:
      if !progress.isOrdered, progress.place == .search { report(.orderRequired(name, at: range)) }
    case .metadata:
      if progress.place != .search { report(.onlyInSearch(name, kind: kind, at: range)) }
    case .filter, .transform: break
    }
  }
}
