import MartletDiagnostics

/// A named group under `or`, `not` and `!=` makes no field.
struct CaptureWithoutEffect: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    switch filter {
    case .freeText(.regex(let regex)) where !isConjunct: check(regex.raw, at: regex.range)
    case .comparison(let comparison) where !isConjunct || comparison.operator.value == .notEqual:
      if case .regex(let regex) = comparison.value { check(regex.raw, at: regex.range) }
    case .call(let call) where !isConjunct: check(call)
    case .fieldApply(let apply) where !isConjunct || apply.isNegated: check(apply.call)
    default: break
    }
  }

  mutating func visit(_ step: Step) {
    if case .fieldApply(let apply) = step, apply.isNegated { check(apply.call) }
  }

  /// `not regex("(?<user>…)")`: whatever the function, a text with such a group is a regex.
  private mutating func check(_ call: FunctionCall) {
    for argument in call.arguments {
      if case .string(let string) = argument.value { check(string.raw, at: string.range) }
    }
  }

  private mutating func check(_ regex: String, at range: SourceRange) {
    guard let name = regex.firstGroupName else { return }
    findings.append(.captureWithoutEffect(name, at: range))
  }
}

extension String {
  /// The name of the first named group of a regex.
  fileprivate var firstGroupName: String? {
    var rest = Substring(replacing("(?P<", with: "(?<"))
    while let place = rest.firstRange(of: "(?<") {
      rest = rest[place.upperBound...]
      guard let next = rest.first, next != "=", next != "!", let end = rest.firstIndex(of: ">") else { continue }
      return String(rest[..<end])
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func captureWithoutEffect(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "capture-without-effect", .warning, "under 'or', 'not' and '!=' a regex makes no fields, so '\(name)' is not set", at: range,
      help: "Make the regex a step of its own, as in 'message=/user=(?<user>\\w+)/', or use 'case { … }' for alternatives.")
  }
}
