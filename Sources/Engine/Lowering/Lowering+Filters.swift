import MartletCatalog
import MartletDiagnostics
import MartletExecution
import MartletPatterns
import MartletPlanning

/// What a condition costs per row, roughly: cheap ones are asked first.
enum FilterCost {
  static let constant = 0
  static let literal = 1
  static let number = 2
  static let glob = 3
  static let function = 4
  static let regex = 8
  /// Reads every field of the event.
  static let freeText = 100
}

extension Lowering {
  /// A filter as a step: conjuncts that extract fields become stages, the others conditions.
  mutating func lower(_ filter: PlanFilter, at range: SourceRange, into pipeline: inout PipelineLowering) {
    switch filter {
    case .all(let filters):
      for filter in filters { lower(filter, at: range, into: &pipeline) }
    case .matches(let field, .regex(let body, let flags, extracts: true, let repeats)):
      guard let regex = regex(body, flags, captures: .named, at: range) else { return }
      lower(regex, field: field, repeats, into: &pipeline)
    case .freeText(.regex(let body, let flags, extracts: true, let repeats)):
      guard let regex = regex(body, flags, captures: .named, at: range) else { return }
      lower(regex, field: nil, repeats, into: &pipeline)
    default:
      guard let (predicate, cost) = lower(filter, at: range) else { return }
      pipeline.append(predicate, cost: cost)
    }
  }

  private func lower(_ regex: Regex, field: String?, _ repeats: Bool, into pipeline: inout PipelineLowering) {
    if repeats || !regex.captureNames.isEmpty {
      pipeline.append { (context) in ExtractionStage(regex, field: field, repeats: repeats, in: context) }
    } else if let field {
      pipeline.append(.condition(FieldCondition(field, .regex(regex))), cost: FilterCost.regex)
    } else {
      pipeline.append(.condition(FreeTextCondition(.regex(regex))), cost: FilterCost.freeText)
    }
  }

  /// A condition, and what it costs.
  mutating func lower(_ filter: PlanFilter, at range: SourceRange) -> (Predicate, cost: Int)? {
    switch filter {
    case .constant(let passes):
      return (.constant(passes), FilterCost.constant)
    case .not(let operand):
      guard let (predicate, cost) = lower(operand, at: range) else { return nil }
      return (.not(predicate), cost)
    case .all(let filters):
      let parts = lower(filters, at: range)
      return (.all(parts.map(\.0)), parts.reduce(0) { $0 + $1.cost })
    case .any(let filters):
      let parts = lower(filters, at: range)
      return (.any(parts.map(\.0)), parts.reduce(0) { $0 + $1.cost })
    case .matches(let field, let pattern):
      guard let (test, cost) = lower(pattern, at: range) else { return nil }
      return (.condition(FieldCondition(field, test)), cost)
    case .compares(let field, let ordering, let number):
      return (.condition(NumberCondition(field, NumberCondition.Ordering(ordering), number)), FilterCost.number)
    case .freeText(let pattern):
      guard let (test, cost) = lower(pattern, at: range) else { return nil }
      return (.condition(FreeTextCondition(test)), FilterCost.freeText + cost)
    case .call(let call):
      guard let function = function(of: call) else { return nil }
      guard let filter = function as? any FilterFunction else {
        diagnostics.append(.wrongKind(call, expected: "a filter"))
        return nil
      }
      return (.function(filter), FilterCost.function)
    }
  }

  private mutating func lower(_ filters: [PlanFilter], at range: SourceRange) -> [(Predicate, cost: Int)] {
    var parts: [(Predicate, cost: Int)] = []
    for filter in filters {
      if let part = lower(filter, at: range) { parts.append(part) }
    }
    guard optimizes else { return parts }
    return parts.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element)
  }

  private mutating func lower(_ pattern: PatternSource, at range: SourceRange) -> (TextTest, cost: Int)? {
    switch pattern {
    case .glob(let glob):
      let compiled = Glob(glob.text, literalStars: glob.literalStars)
      return (.glob(compiled), compiled.isLiteral ? FilterCost.literal : FilterCost.glob)
    case .contains(let glob):
      return (.glob(Glob(glob.text, extent: .part, literalStars: glob.literalStars)), FilterCost.glob)
    case .regex(let body, let flags, _, _):
      return regex(body, flags, captures: .none, at: range).map { (.regex($0), FilterCost.regex) }
    }
  }

  mutating func regex(_ body: String, _ flags: String, captures: Regex.Captures, at range: SourceRange) -> Regex? {
    let key = RegexKey(body: body, flags: flags, captures: captures)
    if let known = regexes[key] { return known }
    do throws(RegexError) {
      let regex = try Regex(body, flags: try RegexFlags(letters: flags), captures: captures)
      regexes[key] = regex
      return regex
    } catch {
      diagnostics.append(.badRegex(body, error, at: range))
      return nil
    }
  }
}

extension NumberCondition.Ordering {
  init(_ ordering: PlanFilter.Ordering) {
    switch ordering {
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    }
  }
}

extension Diagnostic {
  /// A regex that does not compile, found when the plan became code.
  static func badRegex(_ body: String, _ error: RegexError, at range: SourceRange) -> Self {
    Diagnostic("bad-regex", "'/\(body)/' is not a regex the engine can run: \(error.reason)", at: range)
  }
}
