import MartletCatalog
import MartletDiagnostics

/// `sort` and `table` compare as numbers unless told otherwise; a field that was given words sorts by nothing.
enum SortsWords {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var words = Words()
    for step in subject.main.steps {
      if case .call(let call) = step.value, let parameter = orderingField(of: call, subject.registry) {
        for field in call.arguments.fields(of: parameter) {
          guard let values = words.values[field] else { continue }
          let place = subject.place(of: field, in: call.arguments.place(of: parameter) ?? call.range)
          found.append(.sortsWords(field, values: values, by: call, at: place, subject))
        }
      }
      words.follow(step, subject)
    }
    return found
  }

  /// The parameter that names the fields a call orders its rows by as numbers.
  static func orderingField(of call: PlanCall, _ registry: FunctionRegistry) -> String? {
    guard let spec = registry[call.name]?.spec, spec.kind == .aggregate, !call.arguments.isWritten("type"),
      let type = spec.parameter(named: "type"), type.choices.contains("string"), type.choices.contains("number")
    else { return nil }
    if spec.parameter(named: "sortby") != nil { return call.arguments.isWritten("sortby") ? "sortby" : nil }
    return call.arguments.isWritten("field") ? "field" : nil
  }

  /// The fields that hold nothing but words, with these.
  struct Words {
    private(set) var values: [String: [String]] = [:]

    mutating func follow(_ step: Located<PlanStep>, _ subject: LintSubject) {
      switch step.value {
      case .filter(let filter): forget(FieldUse(of: filter, in: subject.plan, subject.registry))
      case .assign(let field, let value):
        values[field] = nil
        guard subject.isKnown(step.range), case .text(let text) = subject.plan[value], Double(text) == nil,
          text.utf8.contains(where: { $0 > 0x20 })
        else { return }
        values[field] = [text]
      case .assignNamed: values = [:]
      case .call(let call): follow(call, subject)
      case .stats: values = [:]
      case .choose(let branches):
        guard subject.isKnown(step.range) else {
          values = [:]
          return
        }
        follow(branches, subject)
      }
    }

    /// A field holds words after branches when it does after each.
    private mutating func follow(_ branches: [PipelineReference], _ subject: LintSubject) {
      var after: [String: [String]]?
      for branch in branches {
        var branchWords = self
        for step in subject.plan[branch].steps { branchWords.follow(step, subject) }
        guard let others = after else {
          after = branchWords.values
          continue
        }
        after = others.filter { branchWords.values[$0.key] != nil }
        for (field, texts) in branchWords.values where after?[field] != nil {
          for text in texts where after?[field]?.contains(text) == false { after?[field]?.append(text) }
        }
      }
      values = after ?? [:]
    }

    /// A table or a grouping keeps the values of the fields it reads and writes.
    private mutating func follow(_ call: PlanCall, _ subject: LintSubject) {
      guard let function = subject.registry[call.name], function.spec.kind == .aggregate else {
        return forget(FieldUse(of: call, in: subject.plan, subject.registry))
      }
      let effects = function.effects(of: call.arguments)
      guard case .only(let reads) = effects.reads, !effects.writesUnknownFields else {
        values = [:]
        return
      }
      let kept = Set(reads).intersection(effects.writes)
      let staysAll = effects.survivors == .all
      values = values.filter { kept.contains($0.key) || (staysAll && !effects.writes.contains($0.key)) }
    }

    private mutating func forget(_ use: FieldUse) {
      if use.writesUnknown { values = [:] }
      for field in use.writes { values[field] = nil }
    }
  }
}

extension Diagnostic {
  fileprivate static func sortsWords(
    _ field: String, values: [String], by call: PlanCall, at range: SourceRange, _ subject: LintSubject
  ) -> Self {
    let list = values.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
    return Diagnostic(
      "sorts-words", .warning, "'\(field)' holds words (\(list)), and '\(call.name)' compares numbers", at: range,
      help:
        "Add type=string to sort them as text. To sort by rank, give each a number ('rank := 3') and sort by that.",
      fixIts: [call.adding("type=string", "sort as text", subject)])
  }
}
