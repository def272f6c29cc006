import MartletCatalog
import MartletDiagnostics

/// `y := x * 2` makes no `y` where `x` is missing or is no number; that is known when the query itself sets `x` to
/// words, or sets it in some branches only, or when `x` is a field that holds text.
enum UncertainNumber {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var walk = Walk(subject: subject)
    walk.follow(subject.main)
    return walk.found
  }

  private struct Walk {
    let subject: LintSubject
    var found: [Diagnostic] = []
    private var words = SortsWords.Words()
    /// Fields that some branches of a choice set and others do not, and nobody else has looked at.
    private var partial: Set<String> = []
    /// Fields the query has read or written: they may come with the event, or are certain.
    private var seen: Set<String> = []
    /// Whether names alone still tell what fields hold.
    private var isInput = true

    init(subject: LintSubject) { self.subject = subject }

    mutating func follow(_ pipeline: PlanPipeline) {
      for step in pipeline.steps {
        if case .assign(let target, let value) = step.value, subject.isKnown(step.range) {
          check(subject.plan[value], of: target, at: subject.plan.expressions[value.index].range)
        }
        follow(step)
        words.follow(step, subject)
      }
    }

    private mutating func follow(_ step: Located<PlanStep>) {
      switch step.value {
      case .choose(let branches): follow(branches)
      case .filter(let filter):
        let use = FieldUse(of: filter, in: subject.plan, subject.registry)
        settle(use.reads.union(use.writes))
      case .assign(let field, let value):
        settle(FieldUse(of: subject.plan[value], in: subject.plan, subject.registry).reads.union([field]))
      case .assignNamed, .stats: forgetAll()
      case .call(let call):
        guard let function = subject.registry[call.name], function.spec.kind != .aggregate else { return forgetAll() }
        let use = FieldUse(of: call, in: subject.plan, subject.registry)
        if use.writesUnknown { return forgetAll() }
        settle(use.reads.union(use.writes))
      }
    }

    private mutating func settle(_ fields: Set<String>) {
      partial.subtract(fields)
      seen.formUnion(fields)
    }

    private mutating func forgetAll() {
      partial = []
      isInput = false
    }

    /// A field is uncertain behind branches when some of them set it and others do nothing about it.
    private mutating func follow(_ branches: [PipelineReference]) {
      var setBy: [String: Int] = [:]
      var certain = seen
      for branch in branches {
        var fields: Set<String> = []
        for step in subject.plan[branch].steps {
          switch step.value {
          case .assign(let field, let value):
            fields.insert(field)
            certain.formUnion(FieldUse(of: subject.plan[value], in: subject.plan, subject.registry).reads)
          case .filter(let filter):
            let use = FieldUse(of: filter, in: subject.plan, subject.registry)
            certain.formUnion(use.reads)
            fields.formUnion(use.writes)
          case .call(let call):
            let use = FieldUse(of: call, in: subject.plan, subject.registry)
            if use.writesUnknown || use.readsAll { return forgetAll() }
            certain.formUnion(use.reads)
            fields.formUnion(use.writes)
          case .assignNamed, .choose, .stats: return forgetAll()
          }
        }
        for field in fields { setBy[field, default: 0] += 1 }
      }
      for (field, count) in setBy where count < branches.count && !certain.contains(field) { partial.insert(field) }
      seen = certain.union(setBy.keys)
    }

    /// Reports operands of a computation that are not there, or are no numbers.
    private mutating func check(_ expression: PlanExpression, of target: String, at range: SourceRange) {
      switch expression {
      case .negate(let operand): check(operand, of: target, at: range)
      case .binary(let sign, let left, let right):
        let computes = [.add, .subtract, .multiply, .divide, .remainder].contains(sign)
        for operand in [left, right] {
          if computes, case .field(let field) = operand { checkOperand(field, of: target, at: range) }
          check(operand, of: target, at: range)
        }
      case .field, .text, .number, .boolean, .not, .call: break
      }
    }

    private mutating func checkOperand(_ field: String, of target: String, at range: SourceRange) {
      let place = subject.place(of: field, in: range)
      if let values = words.values[field] {
        found.append(.textInArithmetic(field, like: values.first, of: target, at: place))
      } else if isInput, KnownFields.texts.contains(field), !seen.contains(field) {
        found.append(.textInArithmetic(field, like: nil, of: target, at: place))
      } else if partial.contains(field) {
        found.append(.missingInArithmetic(field, of: target, at: place))
        partial.remove(field)
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func textInArithmetic(
    _ field: String, like value: String?, of target: String, at range: SourceRange
  ) -> Self {
    Diagnostic(
      "text-in-arithmetic", .warning,
      "'\(field)' holds text\(value.map { " ('\($0)')" } ?? ""), so this computes nothing and '\(target)' is not set",
      at: range, help: "Give it a number first, or join texts with 'concat([a, b], as=\(target))'.")
  }

  fileprivate static func missingInArithmetic(_ field: String, of target: String, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-in-arithmetic", .warning,
      "'\(field)' is set in some branches only; where it is missing, '\(target)' is not set", at: range,
      help: "Write 'default(value=0, field=\(field))' before, or set it in every branch.")
  }
}
