import MartletDiagnostics

/// `stats`, `timechart`, `chart`, `eventstats`, `streamstats`, `top` and `rare`.
enum SplunkAggregates: HabitFamily {
  static let commands: Set<String> = [
    "stats", "timechart", "chart", "eventstats", "streamstats", "tstats", "top", "rare", "count",
  ]

  static func recognise(_ step: LooseStep) -> Habit? {
    switch step.command.lowercased() {
    case "stats": stats(step)
    case "timechart": timechart(step)
    case "top", "rare": top(step)
    case "count": count(step)
    case "chart":
      habit(step, "draws a chart of aggregates", nil, "Use 'groupBy([a, b], function=count())', or 'timeChart()' over time.")
    case "tstats":
      habit(step, "aggregates indexed fields", nil, "Use 'groupBy(host, function=count())'.")
    default:
      habit(
        step, "adds aggregates to every event", nil,
        "Aggregate with 'groupBy(host, function=[count(), collect([user])])', or join the result back with 'defineTable()' and 'match()'.")
    }
  }

  private static func habit(_ step: LooseStep, _ purpose: String, _ rewrite: String?, _ advice: String) -> Habit {
    Habit(origin: .splunk, command: step.command, purpose: purpose, rewrite: rewrite, advice: advice)
  }

  private static func stats(_ step: LooseStep) -> Habit? {
    guard let first = step.rest.first, first.kind == .word else { return nil }
    return habit(
      step, "aggregates", rewrite(of: step.rest), "Write 'groupBy(host, function=[count(as=n), sum(bytes)])'.")
  }

  /// `count by x`, which Splunk only writes after `stats`, but hands do not.
  private static func count(_ step: LooseStep) -> Habit? {
    guard step.rest.first?.isWord("by") == true else { return nil }
    return habit(step, "counts", rewrite(of: step.pieces[...]), "Write 'groupBy(host)'.")
  }

  private static func rewrite(of pieces: ArraySlice<LooseStep.Piece>) -> String? {
    let (aggregates, keys) = cut(pieces)
    guard let calls = calls(aggregates) else { return nil }
    guard let keys else { return calls.count == 1 ? calls[0] : "stats([\(calls.joined(separator: ", "))])" }
    guard let names = keys.names else { return nil }
    return calls == ["count()"] ? "groupBy(\(String.list(names)))"
      : "groupBy(\(String.list(names)), function=\(String.list(calls)))"
  }

  private static func timechart(_ step: LooseStep) -> Habit? {
    let advice = "Write 'timeChart(host, span=1h, function=sum(bytes))'."
    var rest = step.rest
    var arguments: [String] = []
    if rest.count >= 3, let option = rest.first, option.isWord("span"), rest[rest.startIndex + 1].isMark("=") {
      arguments.append("span=" + rest[rest.startIndex + 2].text)
      rest = rest.dropFirst(3)
    }
    let (aggregates, keys) = cut(rest)
    guard let calls = calls(aggregates) else { return habit(step, "draws a chart over time", nil, advice) }
    if let keys {
      guard let names = keys.names else { return habit(step, "draws a chart over time", nil, advice) }
      arguments.insert(String.list(names), at: 0)
    }
    if calls != ["count()"] { arguments.append("function=\(String.list(calls))") }
    return habit(step, "draws a chart over time", "timeChart(\(arguments.joined(separator: ", ")))", advice)
  }

  /// `top limit=5 user`, `top 5 user`; KQL's `top 5 by n` is not this.
  private static func top(_ step: LooseStep) -> Habit? {
    var rest = step.rest
    guard !rest.isEmpty, !rest.contains(where: { $0.isWord("by") }) else { return nil }
    var limit: String?
    if rest.count >= 3, let option = rest.first, option.isWord("limit"), rest[rest.startIndex + 1].isMark("=") {
      limit = rest[rest.startIndex + 2].text
      rest = rest.dropFirst(3)
    } else if let first = rest.first, first.kind == .word, Int(first.text) != nil {
      limit = first.text
      rest = rest.dropFirst()
    }
    let advice = "Write 'top([user], limit=5)', or 'groupBy(user) | sort(_count, order=asc)' for the rarest."
    guard let names = rest.names else { return habit(step, "counts the most common values", nil, advice) }
    if step.command.lowercased() == "rare" {
      let sort = "sort(_count, order=asc, limit=\(limit ?? "10"))"
      return habit(step, "counts the rarest values", "groupBy(\(String.list(names))) | \(sort)", advice)
    }
    return habit(step, "counts the most common values", "top(\(String.list(names))\(limit.map { ", limit=\($0)" } ?? ""))", advice)
  }

  /// The aggregates, and what follows `by`.
  private static func cut(
    _ pieces: ArraySlice<LooseStep.Piece>
  ) -> (ArraySlice<LooseStep.Piece>, ArraySlice<LooseStep.Piece>?) {
    guard let by = pieces.firstIndex(where: { $0.isWord("by") }) else { return (pieces, nil) }
    return (pieces[..<by], pieces[(by + 1)...])
  }

  /// The aggregates as CQL calls; nil when one of them has no equal.
  private static func calls(_ pieces: ArraySlice<LooseStep.Piece>) -> [String]? {
    var calls: [String] = []
    var rest = pieces
    while let piece = rest.popFirst() {
      if piece.isMark(",") { continue }
      guard piece.kind == .word else { return nil }
      var argument = ""
      if let group = rest.first, group.kind == .group, group.range.lowerBound == piece.range.upperBound {
        argument = String(group.text.dropFirst().dropLast()).trimmed
        rest = rest.dropFirst()
      }
      var alias: String?
      if rest.first?.isWord("as") == true {
        guard let name = rest.dropFirst().first?.fieldName else { return nil }
        alias = name
        rest = rest.dropFirst(2)
      }
      guard let call = call(piece.text.lowercased(), argument, alias) else { return nil }
      calls.append(call)
    }
    return calls.isEmpty ? nil : calls
  }

  private static func call(_ name: String, _ argument: String, _ alias: String?) -> String? {
    guard argument.utf8.allSatisfy({ $0 >= 0x80 || CharacterClass.isName($0) }) else { return nil }
    let suffix = alias.map { ", as=\($0)" } ?? ""
    switch name {
    case "count", "c":
      let inside = argument + suffix
      return "count(\(argument.isEmpty ? String(inside.dropFirst(alias == nil ? 0 : 2)) : inside))"
    case "dc", "distinct_count", "estdc": return argument.isEmpty ? nil : "count(\(argument), distinct=true\(suffix))"
    case "sum", "avg", "min", "max", "range": return argument.isEmpty ? nil : "\(name)(\(argument)\(suffix))"
    case "mean": return argument.isEmpty ? nil : "avg(\(argument)\(suffix))"
    case "stdev", "stdevp": return argument.isEmpty ? nil : "stdDev(\(argument)\(suffix))"
    case "values", "list": return argument.isEmpty || alias != nil ? nil : "collect([\(argument)])"
    case "latest", "last": return argument.isEmpty || alias != nil ? nil : "selectLast([\(argument)])"
    default:
      guard name.hasPrefix("p"), !argument.isEmpty, alias == nil,
        let percent = Int(name.drop { !$0.isNumber }), 1...99 ~= percent
      else { return nil }
      return "percentile(\(argument), percentiles=[\(percent)])"
    }
  }
}
