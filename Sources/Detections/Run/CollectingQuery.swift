import MartletColumns
import MartletEngine
import MartletLineage

/// The query that collects the events which rules over lineage look at.
///
/// It names the operations that lineage learns from and those that rules ask for, so that the reader passes over the
/// records of all others. A rule that asks for no operation, and for no fact that only lineage knows, keeps all of them.
enum CollectingQuery {
  static func text(for rules: [CompiledQuery]) -> String {
    let fields = Set(rules.flatMap(\.fieldsRead) + LineageReader.fields + ["cloud.op.index"]).sorted()
    var steps = ["#event_simpleName=CloudResourceModification or OperationName=GetPasswordData"]
    if let operations = operations(for: rules) { steps.append(operations) }
    steps.append("select([\(list(fields))])")
    return steps.joined(separator: "\n| ")
  }

  /// The condition on operations that matter; `nil` when all may.
  private static func operations(for rules: [CompiledQuery]) -> String? {
    var values = Set(LineageReader.operations)
    var words: Set<String> = []
    for rule in rules where rule.requiredFields.isDisjoint(with: LineageFacts.ownFields) {
      guard let literals = rule.prefilter?.literals(of: "OperationName") else { return nil }
      for literal in literals {
        let text = String(decoding: literal.bytes, as: UTF8.self)
        // Patterns that ignore case are kept apart: they tell a reader less.
        if literal.ignoresCase { words.insert(text) } else { values.insert("*\(text)*") }
      }
    }
    let exact = "in(OperationName, values=[\(list(values.sorted()))])"
    return words.isEmpty ? exact : "\(exact) or OperationName=/\(words.sorted().map(escaped).joined(separator: "|"))/i"
  }

  /// The text as a regex that matches it.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { regex, character in
      if !character.isLetter, !character.isNumber { regex += "\\" }
      regex.append(character)
    }
  }

  private static func list(_ texts: [String]) -> String {
    texts.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }.joined(separator: ", ")
  }
}
