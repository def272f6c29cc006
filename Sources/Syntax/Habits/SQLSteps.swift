/// Clauses of SQL: `SELECT … FROM … WHERE`, `GROUP BY`, `ORDER BY`, `LIMIT`, `HAVING`.
enum SQLSteps: HabitFamily {
  static let commands: Set<String> = ["select", "from", "group", "having"]

  static func recognise(_ step: LooseStep) -> Habit? {
    let rest = step.rest
    switch step.command.lowercased() {
    case "select":
      guard rest.contains(where: { $0.isWord("from") }) || rest.first?.text == "*" || rest.names != nil, !rest.isEmpty else { return nil }
      return habit(
        step, "begins a query", select(step),
        "A query is a pipeline: filters first, then the fields, as in 'status=500 | select([user, host])'.")
    case "from":
      guard rest.count == 1 else { return nil }
      return habit(step, "names a table", nil, "Choose the repository in the client; '#type=name' filters by parser.")
    case "group":
      guard rest.first?.isWord("by") == true else { return nil }
      return habit(
        step, "groups rows", rest.dropFirst().names.map { "groupBy(\(String.list($0)))" }, "Write 'groupBy(host, function=sum(bytes))'.")
    default:
      guard rest.count >= 2 else { return nil }
      return habit(step, "filters groups", nil, "Filter after the aggregate, as in 'groupBy(host) | _count > 10'.")
    }
  }

  private static func habit(_ step: LooseStep, _ purpose: String, _ rewrite: String?, _ advice: String) -> Habit {
    let isSilent = step.isAcceptedAsText && step.command.lowercased() != "select"
    return Habit(origin: .sql, command: step.command, purpose: purpose, rewrite: rewrite, advice: advice, isSilent: isSilent)
  }

  /// `SELECT a, b FROM t WHERE c = 'd'` with a plain condition.
  private static func select(_ step: LooseStep) -> String? {
    let rest = step.rest
    let from = rest.firstIndex { $0.isWord("from") } ?? rest.endIndex
    let columns = rest[..<from]
    var steps: [String] = []
    if from < rest.endIndex {
      let tail = rest[from...].dropFirst(2)
      if let word = tail.first {
        guard word.isWord("where"), let condition = condition(tail.dropFirst()) else { return nil }
        steps.append(condition)
      }
    }
    if columns.count != 1 || columns.first?.text != "*" {
      guard let names = columns.names else { return nil }
      steps.append("select([\(names.joined(separator: ", "))])")
    }
    return steps.isEmpty ? nil : steps.joined(separator: " | ")
  }

  /// Comparisons joined by `and`; SQL binds `and` tighter than `or`, so `or` is left to its writer.
  private static func condition(_ pieces: ArraySlice<LooseStep.Piece>) -> String? {
    let foreign = ["or", "group", "order", "limit", "having", "like", "in", "between", "is", "not"]
    guard !pieces.isEmpty, pieces.allSatisfy({ $0.kind != .group && !$0.isMark(",") }),
      !pieces.contains(where: { piece in foreign.contains { piece.isWord($0) } })
    else { return nil }
    return pieces.map { $0.isMark("<>") ? "!=" : $0.text }.joined(separator: " ")
  }
}
