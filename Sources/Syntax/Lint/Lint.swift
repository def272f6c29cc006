import MartletDiagnostics

/// Where a pipeline stands in the tree.
enum LintPlace {
  case query, block, branch, arm
}

/// Advice about CQL that is valid and probably wrong. One rule, one file; a rule sees the nodes it asks for.
///
/// A rule must not report what only a catalogue of functions can know; that is Planning's.
protocol LintRule: SendableMetatype {
  init(source: SourceText)
  var findings: [Diagnostic] { get set }
  mutating func visit(_ pipeline: Pipeline, in place: LintPlace)
  mutating func visit(_ step: Step)
  /// `isConjunct` is false under `or` and `not`.
  mutating func visit(_ filter: Filter, isConjunct: Bool)
  mutating func visit(_ expression: Expression)
}

extension LintRule {
  mutating func visit(_ pipeline: Pipeline, in place: LintPlace) {}
  mutating func visit(_ step: Step) {}
  mutating func visit(_ filter: Filter, isConjunct: Bool) {}
  mutating func visit(_ expression: Expression) {}
}

extension QueryParser {
  /// All rules, in alphabetical order.
  private static let rules: [any LintRule.Type] = [
    AccidentalFreeText.self, Ampersands.self, CaptureWithoutEffect.self, CaseWithoutDefault.self,
    CommentInText.self, ComparisonChain.self, ComputedLeftSide.self, ConcatenationWithPlus.self,
    DurationInArithmetic.self, EscapedStar.self, HalfAnchored.self, LinkWithEquals.self, MixedAndOr.self,
    NullComparison.self, OrWithBareText.self, PercentWildcard.self, QuestionMark.self, RegexOfText.self,
    SplunkSource.self, StarInExpression.self, TrailingWords.self, TypographicQuotes.self, UnescapedDot.self,
    UnreachableBranch.self, WildcardOnlyStep.self,
  ]

  /// Adds the findings of all rules, but not for steps that have an error and not for what a habit's message covers.
  mutating func lint(_ query: Query) {
    var walk = LintWalk(rules: Self.rules.map { $0.init(source: source) })
    walk.visit(query.pipeline, in: .query)
    for rule in walk.rules {
      for finding in rule.findings where !finding.range.isCovered(by: brokenSteps) && !finding.range.isCovered(by: claimed) {
        report(finding)
      }
    }
  }
}

extension SourceRange {
  /// Whether one of the ranges, which come in the order of their starts, contains this one.
  fileprivate func isCovered(by ranges: [SourceRange]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= lowerBound { low = middle + 1 } else { high = middle }
    }
    return low > 0 && ranges[low - 1].contains(self)
  }
}

/// Takes every rule over a whole tree.
struct LintWalk {
  var rules: [any LintRule]

  private mutating func each(_ visit: (inout any LintRule) -> Void) {
    for index in rules.indices { visit(&rules[index]) }
  }

  mutating func visit(_ pipeline: Pipeline, in place: LintPlace) {
    each { $0.visit(pipeline, in: place) }
    for step in pipeline.steps { visit(step) }
  }

  private mutating func visit(_ step: Step) {
    each { $0.visit(step) }
    switch step {
    case .filter(let filter): visit(filter, isConjunct: true)
    case .assignment(let assignment): visit(assignment.value)
    case .fieldApply(let apply): visit(apply.call)
    case .caseStep(let step): for branch in step.branches { visit(branch, in: .branch) }
    case .matchStep(let step):
      for arm in step.arms {
        if case .call(let call, _) = arm.condition { visit(call) }
        visit(arm.body, in: .arm)
      }
    case .stats(let array): for element in array.elements { visit(element) }
    case .savedQuery(let call): for argument in call.arguments { visit(argument.value) }
    case .call(let call): visit(call)
    case .link, .error: break
    }
  }

  private mutating func visit(_ filter: Filter, isConjunct: Bool) {
    each { $0.visit(filter, isConjunct: isConjunct) }
    switch filter {
    case .and(let junction): for term in junction.terms { visit(term, isConjunct: isConjunct) }
    case .or(let junction): for term in junction.terms { visit(term, isConjunct: false) }
    case .not(let negation): visit(negation.operand, isConjunct: false)
    case .group(let inner, _): visit(inner, isConjunct: isConjunct)
    case .call(let call): visit(call)
    case .fieldApply(let apply): visit(apply.call)
    case .comparison, .freeText, .constant, .error: break
    }
  }

  private mutating func visit(_ call: FunctionCall) {
    for argument in call.arguments { visit(argument.value) }
  }

  private mutating func visit(_ expression: Expression) {
    each { $0.visit(expression) }
    switch expression {
    case .unary(let unary): visit(unary.operand)
    case .binary(let binary):
      visit(binary.left)
      visit(binary.right)
    case .call(let call): visit(call)
    case .savedQuery(let call): for argument in call.arguments { visit(argument.value) }
    case .array(let array): for element in array.elements { visit(element) }
    case .assignment(let assignment): visit(assignment.value)
    case .block(let block): visit(block.pipeline, in: .block)
    case .group(let inner, _): visit(inner)
    case .correlateNode(let node):
      visit(node.block.pipeline, in: .block)
      for attribute in node.attributes { visit(attribute.value) }
    case .number, .string, .boolean, .word, .pattern, .parameter, .regex, .error: break
    }
  }
}
