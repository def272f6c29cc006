/// Commands that choose and order rows: `sort`, `head`, `tail`, `dedup`, `search` …
enum SplunkRows: HabitFamily {
  static let commands: Set<String> = [
    "sort", "head", "tail", "dedup", "search", "reverse", "uniq", "transaction", "addtotals", "appendpipe", "append",
    "appendcols", "foreach", "untable", "xyseries",
  ]

  static func recognise(_ step: LooseStep) -> Habit? {
    switch step.command.lowercased() {
    case "sort": sort(step)
    case "head", "tail": head(step)
    case "dedup": dedup(step)
    case "search": search(step)
    case "transaction" where !step.rest.isEmpty:
      habit(
        step, "joins events to transactions", nil,
        "Write 'groupBy(session, function=[min(@timestamp, as=first), max(@timestamp, as=last), count()])' or use 'series()'.",
        isSilent: true)
    case "reverse" where step.rest.isEmpty:
      habit(step, "turns the order round", nil, "Write 'sort(@timestamp, order=asc)'.", isSilent: true)
    case "append", "appendcols", "appendpipe":
      step.rest.first?.kind == .group
        ? habit(step, "adds the rows of another search", nil, "Use 'defineTable()' and 'match()', or 'stats([…, …])'.") : nil
    case "foreach", "untable", "xyseries", "addtotals", "uniq":
      step.rest.isEmpty ? nil
        : habit(step, "reshapes a table", nil, "Use 'groupBy()' with 'function=[…]', or 'transpose()'.", isSilent: true)
    default: nil
    }
  }

  private static func habit(
    _ step: LooseStep, _ purpose: String, _ rewrite: String?, _ advice: String, isSilent: Bool = false
  ) -> Habit {
    Habit(
      origin: .splunk, command: step.command, purpose: purpose, rewrite: rewrite, advice: advice,
      isSilent: isSilent && !step.pieces.contains { $0.isMark(",") || $0.text.hasPrefix("[") })
  }

  /// `sort - n`, `sort 10 -n`, `sort host, -n`: ascending unless a minus stands before the field.
  private static func sort(_ step: LooseStep) -> Habit? {
    let advice = "Write 'sort(n, order=desc, limit=10)'."
    var rest = step.rest
    var limit: String?
    if let first = rest.first, first.kind == .word, Int(first.text) != nil {
      limit = first.text
      rest = rest.dropFirst()
    }
    if rest.isEmpty { return limit == nil ? nil : habit(step, "orders rows", nil, advice) }
    if rest.contains(where: { $0.isWord("by") }) { return nil }
    var names: [String] = []
    var orders: [String] = []
    var order = "asc"
    for piece in rest where !piece.isMark(",") {
      guard piece.kind == .word || piece.kind == .string else { return habit(step, "orders rows", nil, advice) }
      var piece = piece
      if piece.kind == .word, let sign = piece.text.first, sign == "-" || sign == "+" {
        order = sign == "-" ? "desc" : "asc"
        piece.text.removeFirst()
        if piece.text.isEmpty { continue }
      }
      if piece.isWord("desc") || piece.isWord("asc"), !orders.isEmpty {
        orders[orders.count - 1] = piece.text.lowercased()
        continue
      }
      guard let name = piece.fieldName else { return habit(step, "orders rows", nil, advice) }
      names.append(name)
      orders.append(order)
      order = "asc"
    }
    guard !names.isEmpty else { return habit(step, "orders rows", nil, advice) }
    let same = Set(orders).count == 1
    let ending = limit.map { ", limit=\($0)" } ?? ""
    return habit(
      step, "orders rows",
      "sort(\(String.list(names)), order=\(same ? orders[0] : "[\(orders.joined(separator: ", "))]")\(ending))", advice)
  }

  private static func head(_ step: LooseStep) -> Habit? {
    let name = step.command.lowercased()
    guard let count = step.rest.last, step.rest.count <= 3, count.kind == .word, Int(count.text) != nil else { return nil }
    return habit(step, "keeps some rows", "\(name)(\(count.text))", "Write '\(name)(10)'.")
  }

  private static func dedup(_ step: LooseStep) -> Habit? {
    let names = step.rest.names
    guard !step.rest.isEmpty else { return nil }
    return habit(
      step, "keeps one event of each value", names.map { "groupBy(\(String.list($0)), function=tail(1))" },
      "Write 'groupBy(user, function=tail(1))'.", isSilent: true)
  }

  private static func search(_ step: LooseStep) -> Habit? {
    guard !step.rest.isEmpty else { return nil }
    return habit(step, "begins a filter", step.text(step.rest), "Leave the word out.", isSilent: true)
  }
}
