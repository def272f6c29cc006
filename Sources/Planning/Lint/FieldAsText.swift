import MartletCatalog
import MartletDiagnostics
import MartletSyntax

/// `x = y` compares with the text `y`, also where the query itself makes a field `y`.
enum FieldAsText {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    let written = subject.fieldsWritten
    guard !written.isEmpty else { return [] }
    var walk = Walk(written: written)
    walk.visit(subject.query.pipeline)
    return walk.found
  }

  private struct Walk {
    /// Each field with the end of the first step that writes it.
    let written: [String: Int]
    var found: [Diagnostic] = []

    mutating func visit(_ pipeline: Pipeline) {
      for step in pipeline.steps {
        switch step {
        case .filter(let filter): visit(filter)
        case .caseStep(let choice): for branch in choice.branches { visit(branch) }
        case .matchStep(let match): for arm in match.arms { visit(arm.body) }
        case .assignment, .fieldApply, .stats, .savedQuery, .call, .link, .error: break
        }
      }
    }

    private mutating func visit(_ filter: Filter) {
      switch filter {
      case .and(let junction), .or(let junction): for term in junction.terms { visit(term) }
      case .not(let negation): visit(negation.operand)
      case .group(let inner, _): visit(inner)
      case .comparison(let comparison):
        guard case .text(let text) = comparison.value, !text.isQuoted, !text.hasWildcard,
          let end = written[text.text], end <= comparison.range.lowerBound, text.text != comparison.field.text,
          comparison.operator.value == .equal || comparison.operator.value == .notEqual
        else { return }
        found.append(.fieldAsText(comparison, text))
      case .freeText, .constant, .call, .fieldApply, .error: break
      }
    }
  }
}

extension LintSubject {
  /// The fields the query makes itself, by any name that it gives, each with the end of the first step that does.
  fileprivate var fieldsWritten: [String: Int] {
    var fields: [String: Int] = [:]
    func add(_ names: some Sequence<String>, _ range: SourceRange) {
      for name in names { fields[name] = min(fields[name] ?? range.upperBound, range.upperBound) }
    }
    for pipeline in plan.pipelines {
      for step in pipeline.steps {
        switch step.value {
        case .assign(let field, _): add([field], step.range)
        case .call(let call): add(call.arguments.fieldsWritten, step.range)
        case .filter(let filter): add(FieldUse(of: filter, in: plan, registry).writes, step.range)
        case .assignNamed, .choose, .stats: break
        }
      }
    }
    for aggregate in plan.aggregates {
      if case .call(let call) = aggregate { add(call.arguments.fieldsWritten, call.range) }
    }
    return fields
  }
}

extension Diagnostic {
  fileprivate static func fieldAsText(_ comparison: Comparison, _ text: TextPattern) -> Self {
    let sign = comparison.operator.value == .equal ? "==" : "!="
    let test = "test(\(comparison.field.raw) \(sign) \(text.raw))"
    return Diagnostic(
      "field-as-text", .warning, "this compares with the text '\(text.text)', not with the field of that name",
      at: text.range,
      help: "To compare two fields, write '\(test)'. If the text is meant, put it in quotes.")
  }
}
