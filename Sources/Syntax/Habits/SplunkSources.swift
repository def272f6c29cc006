/// Commands that bring in other data: `lookup`, `inputlookup`, `join`, `makeresults`.
enum SplunkSources: HabitFamily {
  static let commands: Set<String> = ["lookup", "inputlookup", "outputlookup", "join", "makeresults"]

  static func recognise(_ step: LooseStep) -> Habit? {
    let rest = step.rest
    switch step.command.lowercased() {
    case "lookup":
      guard rest.count >= 2 else { return nil }
      return habit(
        step, "adds fields from a table", lookup(rest),
        "Write 'match(file=\"users.csv\", field=user, include=[team], strict=false)'.", isSilent: false)
    case "inputlookup":
      guard let file = rest.first, rest.count == 1, file.kind != .mark else { return nil }
      return habit(step, "reads a table", "readFile(\(quoted(file.text)))", "Write 'readFile(\"users.csv\")'.")
    case "join":
      guard rest.contains(where: { $0.kind == .group && $0.text.hasPrefix("[") }) else { return nil }
      return habit(
        step, "joins another search", nil,
        "Write 'join(query={ user=* }, field=user, include=[team])', or 'defineTable()' and 'match()'.", isSilent: false)
    case "makeresults":
      return habit(step, "makes events", nil, "Write 'createEvents([\"a=1\"]) | kvParse()'.")
    default:
      guard rest.count == 1 else { return nil }
      return habit(step, "writes a table", nil, "Save the result from the client; a query cannot write a file.")
    }
  }

  private static func habit(
    _ step: LooseStep, _ purpose: String, _ rewrite: String?, _ advice: String, isSilent: Bool = true
  ) -> Habit {
    Habit(
      origin: .splunk, command: step.command, purpose: purpose, rewrite: rewrite, advice: advice,
      isSilent: isSilent && !step.pieces.contains { $0.isMark(",") })
  }

  /// `lookup f a OUTPUT b`, `lookup f a AS c OUTPUT b`.
  private static func lookup(_ rest: ArraySlice<LooseStep.Piece>) -> String? {
    var rest = rest
    if rest.count > 3, rest.first?.isWord("local") == true, rest[rest.startIndex + 1].isMark("=") { rest = rest.dropFirst(3) }
    guard let file = rest.popFirst(), file.kind != .mark, let column = rest.popFirst()?.fieldName else { return nil }
    var field = column
    if rest.first?.isWord("as") == true {
      guard let name = rest.dropFirst().first?.fieldName else { return nil }
      field = name
      rest = rest.dropFirst(2)
    }
    var arguments = ["file=\(fileName(file.text))", "field=\(field)"]
    if column != field { arguments.append("column=\(column)") }
    if let word = rest.first {
      guard word.isWord("output") || word.isWord("outputnew"), let names = rest.dropFirst().names,
        !rest.contains(where: { $0.isWord("as") })
      else { return nil }
      arguments.append("include=[\(names.joined(separator: ", "))]")
    }
    return "match(\(arguments.joined(separator: ", ")), strict=false)"
  }

  private static func fileName(_ text: String) -> String {
    let name = text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
    return StringLiteral.quoted(name.hasSuffix(".csv") || name.hasSuffix(".json") ? name : name + ".csv")
  }

  private static func quoted(_ text: String) -> String { text.hasPrefix("\"") ? text : StringLiteral.quoted(text) }
}
