public import MartletDiagnostics

extension Diagnostic {
  /// An argument of another kind than its parameter takes.
  public static func argumentType(expected: String, found: Literal, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "expected \(expected), found \(found.phrase)", at: range,
      help: "Write \(expected) here.")
  }

  static func unknownChoice(_ text: String, among choices: [String], at range: SourceRange) -> Self {
    let near = Suggestion.closest(to: text, among: choices)
    return Diagnostic(
      "unknown-choice", "'\(text)' is none of \(choices.quotedList)", at: range,
      help: near.isEmpty ? nil : "Did you mean \(near.quotedList)?",
      fixIts: near.prefix(1).map { FixIt("replace '\(text)' with '\($0)'", replacing: range, with: $0) })
  }

  static func missingArgument(_ parameter: ParameterSpec, of spec: FunctionSpec, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'\(spec.name)' needs a value for '\(parameter.name)' (\(parameter.typeName))", at: range,
      help: parameter.summary)
  }

  static func unknownParameter(_ name: Located<String>, of spec: FunctionSpec) -> Self {
    let names = spec.parameters.map(\.name)
    let near = Suggestion.closest(to: name.value, among: names)
    let help =
      names.isEmpty
      ? "'\(spec.name)' takes no arguments."
      : near.isEmpty ? "'\(spec.name)' accepts \(names.quotedList)." : "Did you mean \(near.quotedList)?"
    return Diagnostic(
      "unknown-parameter", "'\(spec.name)' has no parameter '\(name.value)'", at: name.range, help: help,
      fixIts: near.prefix(1).map { FixIt("replace '\(name.value)' with '\($0)'", replacing: name.range, with: $0) })
  }

  static func duplicateArgument(_ name: String, of spec: FunctionSpec, first: SourceRange, at range: SourceRange) -> Self {
    Diagnostic(
      "duplicate-argument", "'\(spec.name)' is given '\(name)' twice", at: range,
      notes: [Located("the first value is here", at: first)], help: "Remove one of the two.")
  }

  static func unexpectedArgument(of spec: FunctionSpec, at range: SourceRange) -> Self {
    let names = spec.parameters.map(\.name)
    let help =
      if let unnamed = spec.unnamedParameter {
        "Only '\(unnamed.name)' may be given without its name, once; write name=value for the others (\(names.quotedList))."
      } else if names.isEmpty {
        "'\(spec.name)' takes no arguments."
      } else {
        "Write name=value; '\(spec.name)' accepts \(names.quotedList)."
      }
    return Diagnostic("unexpected-argument", "'\(spec.name)' does not take this argument", at: range, help: help)
  }

  static func outOfBounds(_ value: Double, _ parameter: ParameterSpec, _ bounds: ClosedRange<Double>, at range: SourceRange)
    -> Self
  {
    let low = bounds.lowerBound.sourceText ?? ""
    let high = bounds.upperBound.sourceText ?? ""
    let text = value.sourceText ?? ""
    if bounds.upperBound >= 1e15 {
      return Diagnostic(
        "out-of-bounds", "'\(parameter.name)' is \(text), which is below \(low)", at: range,
        help: "Use a number of \(low) or more.")
    }
    return Diagnostic(
      "out-of-bounds", "'\(parameter.name)' is \(text), which is outside \(low) to \(high)", at: range,
      help: "Use a number from \(low) to \(high).")
  }

  static func deprecatedParameter(_ parameter: ParameterSpec, advice: String, at range: SourceRange) -> Self {
    Diagnostic("deprecated-argument", .warning, "'\(parameter.name)' is deprecated", at: range, help: advice)
  }
}

extension Literal {
  /// What was written, in the words of a message.
  var phrase: String {
    switch self {
    case .word(let text): "'\(text)'"
    case .string(let text): "the text \"\(text)\""
    case .number(let text, _): "the number \(text)"
    case .boolean(let value): value ? "true" : "false"
    case .wildcard(let text): "the pattern \(text)"
    case .array: "an array"
    case .named: "named arguments"
    case .expression: "an expression"
    case .pipeline: "a block"
    case .namedQuery(let query): "the query '\(query.name.value)'"
    case .aggregates: "aggregate functions"
    case .unknownParameter(let name): "the parameter ?\(name)"
    }
  }
}

extension [String] {
  /// `'a', 'b' or 'c'`.
  package var quotedList: String {
    let quoted = map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}
