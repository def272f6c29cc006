import MartletCatalog
import MartletDiagnostics

/// `sort` and `table` compare as numbers unless told otherwise; a field that was given words sorts by nothing.
enum SortsWords {
  static func check(_ plan: LogicalPlan, _ registry: FunctionRegistry) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var words: [String: [String]] = [:]
    guard let main = plan.pipelines.first else { return [] }
    for step in main.steps {
      if case .call(let call) = step.value, call.name == "sort", !call.arguments.isWritten("type") {
        for field in call.arguments.fieldsRead {
          guard let values = words[field] else { continue }
          let place = call.arguments.place(of: "field") ?? call.range
          found.append(.sortsWords(field, values: values, at: place, call: call.range))
        }
      }
      note(step.value, of: plan, in: &words)
    }
    return found
  }

  /// Remembers fields that are given texts that are no numbers, and forgets those that are given anything else.
  private static func note(_ step: PlanStep, of plan: LogicalPlan, in words: inout [String: [String]]) {
    switch step {
    case .assign(let field, let value):
      if case .text(let text) = plan[value], Double(text) == nil {
        if words[field]?.contains(text) != true { words[field, default: []].append(text) }
      } else {
        words[field] = nil
      }
    case .choose(let branches):
      for branch in branches {
        for step in plan[branch].steps { note(step.value, of: plan, in: &words) }
      }
    default: break
    }
  }
}

extension Diagnostic {
  fileprivate static func sortsWords(_ field: String, values: [String], at range: SourceRange, call: SourceRange) -> Self {
    Diagnostic(
      "sorts-words", .warning,
      "'\(field)' holds words (\(values.prefix(3).map { "'\($0)'" }.joined(separator: ", "))), and 'sort' compares numbers",
      at: range,
      help: "Add type=string to sort them as text. To sort by rank, give each a number, as in 'rank := 3', and sort by that.",
      fixIts: [FixIt("sort as text", inserting: ", type=string", at: call.upperBound - 1)])
  }
}
