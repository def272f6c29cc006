import MartletCatalog
import MartletDiagnostics
import MartletExecution
import MartletPatterns
import MartletPlanning

extension Lowering {
  /// What a leading filter says of single fields.
  mutating func inputCondition(_ filter: PlanFilter) -> InputCondition {
    switch filter {
    case .constant(let passes): .constant(passes)
    case .not(let operand): .not(inputCondition(operand))
    case .all(let filters): .all(filters.map { inputCondition($0) })
    case .any(let filters): .any(filters.map { inputCondition($0) })
    case .matches(let field, let pattern): textTest(pattern).map { .test(field: field, .text($0)) } ?? .unknown
    case .compares(let field, let ordering, let number):
      .test(field: field, .number(NumberCondition.Ordering(ordering), number))
    case .freeText: .unknown
    case .call(let call): requirement(of: call)
    }
  }

  /// What every event has that a filter function keeps. Others may have it too, so that it says nothing when negated:
  /// what is unknown stands beside it.
  private mutating func requirement(of call: PlanCall) -> InputCondition {
    guard let requirement = registry[call.name]?.requirement(of: call.arguments), !requirement.fields.isEmpty,
      !requirement.values.isEmpty
    else { return .unknown }
    var tests: [TextTest] = []
    for value in requirement.values {
      guard let test = textTest(value, ignoresCase: requirement.ignoresCase) else { return .unknown }
      tests.append(test)
    }
    let ways = requirement.fields.flatMap { field in tests.map { InputCondition.test(field: field, .text($0)) } }
    return .all([.any(ways), .unknown])
  }

  private mutating func textTest(_ value: FieldRequirement.Value, ignoresCase: Bool) -> TextTest? {
    switch value {
    case .whole(let text): .glob(Glob(text, ignoresCase: ignoresCase))
    case .part(let text): .glob(Glob(text, extent: .part, ignoresCase: ignoresCase))
    case .regex(let body, let flags): regexTest(body, ignoresCase ? flags + "i" : flags, captures: .none)
    }
  }

  private mutating func textTest(_ pattern: PatternSource) -> TextTest? {
    switch pattern {
    case .glob(let glob): .glob(Glob(glob.text, literalStars: glob.literalStars))
    case .contains(let glob): .glob(Glob(glob.text, extent: .part, literalStars: glob.literalStars))
    case .regex(let body, let flags, let extracts, _):
      regexTest(body, flags, captures: extracts ? .named : .none)
    }
  }

  /// Only what takes linear time is asked of values that the query itself might never look at.
  private mutating func regexTest(_ body: String, _ flags: String, captures: Regex.Captures) -> TextTest? {
    guard let regex = regex(body, flags, captures: captures, at: SourceRange(0, 0)), regex.isLinear else { return nil }
    return .regex(regex)
  }
}
