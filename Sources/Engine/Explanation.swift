import MartletColumns
import MartletPlanning

extension CompiledQuery {
  /// The plan in words: what is read and why, and the steps; `nil` for a query with errors.
  public var explanation: String? {
    guard let plan else { return nil }
    let demand = plan.demand
    var text = "view       \(demand.view.rawValue): \(demand.viewReason)\n"
    text += "fields     \(demand.fields.isEmpty ? "none" : demand.fields.joined(separator: ", "))\n"
    text += "events     \(demand.needsEvents ? "whole: they are output, or free text searches them" : "only the fields above")\n"
    text += "prefilter  \(demand.prefilter.map(Prefilter.init).map(Self.text) ?? "none")\n"
    text += "passes     \(passes(of: plan))\n"
    if !plan.parameters.isEmpty {
      let values = plan.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      text += "parameters \(values.joined(separator: ", "))\n"
    }
    return text + "plan\n" + PlanText.of(plan)
  }

  /// How often the input is read, and what for.
  private func passes(of plan: LogicalPlan) -> String {
    let searches = plan.searches.filter { lowered?.source(of: $0.pipeline) == nil }.map { "'\($0.call.name)'" }
    let isMade = lowered?.source() != nil
    if isMade, searches.isEmpty { return "none: the query makes its events" }
    let wanted = searches + (isMade ? [] : ["the query"])
    if wanted.count == 1 { return "1 over the input" }
    return "\(wanted.count) over the input: " + wanted.map { "for \($0)" }.joined(separator: ", then ")
  }

  private static func text(_ prefilter: Prefilter) -> String {
    switch prefilter {
    case .field(let name, let literals): "\(name) contains \(text(literals))"
    case .anyField(let literals): "the event contains \(text(literals))"
    case .all(let parts): parts.map(text).joined(separator: " and ")
    case .any(let parts): "(" + parts.map(text).joined(separator: " or ") + ")"
    }
  }

  private static func text(_ literals: [Prefilter.Literal]) -> String {
    literals.map { literal in
      "\"\(String(decoding: literal.bytes, as: UTF8.self))\"" + (literal.ignoresCase ? " in any case" : "")
    }.joined(separator: " or ")
  }
}

extension CompiledQuery {
  /// The fields the query reads of its input, sorted; empty for a query with errors.
  public var fieldsRead: [String] {
    guard let plan else { return [] }
    return Set(plan.demand.fields + plan.searches.flatMap(\.demand.fields)).sorted()
  }
}
