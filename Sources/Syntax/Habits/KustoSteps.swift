/// The operators of KQL: `summarize`, `extend`, `project`, `take`, `top … by`, `order by`, `distinct`, `let` …
enum KustoSteps: HabitFamily {
  static let commands: Set<String> = [
    "summarize", "extend", "project", "project-away", "project-rename", "project-keep", "project-reorder", "take", "limit", "top",
    "order", "sort", "distinct", "count", "let", "mv-expand", "union", "parse", "parse_json", "evaluate", "render", "join",
    "filter",
  ]

  static func recognise(_ step: LooseStep) -> Habit? {
    let rest = step.rest
    switch step.command.lowercased() {
    case "summarize" where !rest.isEmpty:
      return habit(step, "aggregates", summarize(step), "Write 'groupBy(host, function=[count(as=n), sum(bytes)])'; over time use 'timeChart()'.")
    case "extend" where rest.count > 2: return extend(step)
    case "project", "project-keep", "project-reorder":
      guard !rest.isEmpty else { return nil }
      return habit(step, "chooses fields", rest.names.map { "select([\($0.joined(separator: ", "))])" }, "Write 'select([user, host])'; rename with 'rename(src, as=source)'.")
    case "project-away":
      return rest.names.map { habit(step, "drops fields", "drop([\($0.joined(separator: ", "))])", "") }
    case "project-rename":
      guard rest.count == 3, let new = rest.first?.fieldName, let old = rest.last?.fieldName else { return nil }
      return habit(step, "renames fields", "rename(\(old), as=\(new))", "")
    case "take", "limit":
      guard rest.count == 1, let count = rest.first, Int(count.text) != nil else { return nil }
      return habit(step, "keeps some rows", "head(\(count.text))", "")
    case "top": return top(step)
    case "order", "sort": return order(step)
    case "distinct" where !rest.isEmpty:
      return habit(step, "keeps distinct values", rest.names.map { "groupBy([\($0.joined(separator: ", "))], function=[])" }, "Write 'groupBy([user, host], function=[])'.")
    case "count" where rest.isEmpty: return habit(step, "counts rows", "count()", "", isSilent: false)
    case "let" where rest.count >= 3 && step.pieces[2].isMark("="):
      return habit(step, "names a value", nil, "Use a parameter, as in '?{threshold=5}', or an assignment, as in 'threshold := 5'.")
    case "mv-expand": return rest.names.map { habit(step, "makes an event of each value", "split(\($0[0]))", "") }
    case "union" where !rest.isEmpty:
      return habit(step, "reads several tables", nil, "Search one repository or view; a filter such as 'in(#type, values=[\"a\", \"b\"])' chooses sources.")
    case "parse" where rest.contains(where: { $0.isWord("with") }):
      return habit(step, "extracts text", nil, "Write a regex with named groups, as in 'message = /user=(?<user>\\w+)/'.")
    case "render" where rest.count == 1: return habit(step, "draws a chart", nil, "Use 'timeChart()', or choose a widget in the client.")
    case "join" where rest.contains(where: { $0.isWord("kind") || $0.isWord("on") }):
      return habit(step, "joins another search", nil, "Write 'join(query={ user=* }, field=user, include=[team])'.", isSilent: false)
    case "filter" where rest.count >= 3: return habit(step, "begins a filter", step.text(rest), "")
    default: return nil
    }
  }

  private static func habit(
    _ step: LooseStep, _ purpose: String, _ rewrite: String?, _ advice: String, isSilent: Bool = true
  ) -> Habit {
    Habit(
      origin: .kusto, command: step.command, purpose: purpose, rewrite: rewrite, advice: advice,
      isSilent: isSilent && step.isAcceptedAsText)
  }

  private static func summarize(_ step: LooseStep) -> String? {
    let pieces = step.rest
    let by = pieces.firstIndex { $0.isWord("by") }
    var calls: [String] = []
    for part in pieces[..<(by ?? pieces.endIndex)].partedByCommas {
      var part = part
      var alias: String?
      if part.count > 2, part[part.startIndex + 1].isMark("=") {
        alias = part.first?.fieldName
        part = part.dropFirst(2)
      }
      guard part.count == 2, let name = part.first, let group = part.last, group.kind == .group,
        let call = call(name.text.lowercased(), step.arguments(of: group), alias)
      else { return nil }
      calls.append(call)
    }
    guard let by else { return calls.count == 1 ? calls[0] : calls.isEmpty ? nil : "stats([\(calls.joined(separator: ", "))])" }
    guard let names = pieces[(by + 1)...].names else { return nil }
    if calls.isEmpty { return "groupBy(\(String.list(names)), function=[])" }
    return calls == ["count()"] ? "groupBy(\(String.list(names)))"
      : "groupBy(\(String.list(names)), function=\(String.list(calls)))"
  }

  private static func call(_ name: String, _ arguments: [String], _ alias: String?) -> String? {
    let first = arguments.first ?? ""
    let suffix = alias.map { ", as=\($0)" } ?? ""
    switch (name, arguments.count) {
    case ("count", 0): return "count(\(alias.map { "as=\($0)" } ?? ""))"
    case ("dcount", 1...): return "count(\(first), distinct=true\(suffix))"
    case ("sum", 1), ("avg", 1), ("min", 1), ("max", 1): return "\(name)(\(first)\(suffix))"
    case ("stdev", 1): return "stdDev(\(first)\(suffix))"
    case ("make_set", 1...), ("make_list", 1...), ("makeset", 1...): return alias == nil ? "collect([\(first)])" : nil
    case ("percentile", 2): return alias == nil ? "percentile(\(first), percentiles=[\(arguments[1])])" : nil
    default: return nil
    }
  }

  /// `extend y = x * 2, z = 1`.
  private static func extend(_ step: LooseStep) -> Habit? {
    var assignments: [String] = []
    for part in step.rest.partedByCommas {
      guard part.count >= 3, let name = part.first?.fieldName, part[part.startIndex + 1].isMark("=") else { return nil }
      assignments.append("\(name) := \(step.text(part.dropFirst(2)))")
    }
    return habit(step, "makes a field", assignments.joined(separator: " | "), "Write 'total := a + b'.")
  }

  /// `top 5 by n desc`.
  private static func top(_ step: LooseStep) -> Habit? {
    let pieces = step.pieces
    guard pieces.count >= 4, Int(pieces[1].text) != nil, pieces[2].isWord("by"), let name = pieces[3].fieldName else { return nil }
    let order = pieces.count > 4 && pieces[4].isWord("asc") ? ", order=asc" : ""
    return habit(step, "keeps the largest rows", "sort(\(name)\(order), limit=\(pieces[1].text))", "", isSilent: false)
  }

  /// `order by n desc`, `sort by n`: descending unless it says `asc`; `ORDER BY n`.
  private static func order(_ step: LooseStep) -> Habit? {
    let pieces = step.pieces
    guard pieces.count >= 3, pieces[1].isWord("by"), let name = pieces[2].fieldName else { return nil }
    guard pieces.count <= 4 else { return habit(step, "orders rows", nil, "Write 'sort([a, b], order=[desc, asc])'.") }
    // In capitals it is SQL's clause, which is ascending unless it says otherwise.
    let isSQL = step.command == "ORDER"
    let isAscending = pieces.count > 3 ? pieces[3].isWord("asc") : isSQL
    var found = habit(
      step, "orders rows", "sort(\(name), order=\(isAscending ? "asc" : "desc"))", "",
      isSilent: step.command.lowercased() == "order")
    if isSQL { found.origin = .sql }
    return found
  }
}

extension LooseStep {
  /// Whether LogScale reads the step as a search for its words instead of rejecting it.
  var isAcceptedAsText: Bool {
    !pieces.contains { piece in
      switch piece.kind {
      case .mark: piece.text == "," || piece.text == "=="
      case .group: !piece.text.hasPrefix("(") || piece.text == "()" || piece.text.utf8.contains(UInt8(ascii: ","))
      case .word, .string: false
      }
    }
  }
}
