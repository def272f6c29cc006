import MartletDiagnostics

/// A named group under `or` or `not` makes no field.
struct CaptureWithoutEffect: LintRule {
  var findings: [Diagnostic] = []

  init(source: SourceText) {}

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard !isConjunct else { return }
    switch filter {
    case .freeText(.regex(let regex)): check(regex)
    case .comparison(let comparison): if case .regex(let regex) = comparison.value { check(regex) }
    default: break
    }
  }

  private mutating func check(_ regex: RegexLiteral) {
    guard let name = regex.firstGroupName else { return }
    findings.append(.captureWithoutEffect(name, at: regex.range))
  }
}

extension RegexLiteral {
  /// The name of the first named group.
  fileprivate var firstGroupName: String? {
    var rest = Substring(raw)
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
      "capture-without-effect", .warning, "under 'or' and 'not' a regex makes no fields, so '\(name)' is not set", at: range,
      help: "Make the regex a step of its own, as in 'message=/user=(?<user>\\w+)/', or use 'case { … }' for alternatives.")
  }
}
