public import MartletDiagnostics

extension Diagnostic {
  /// An argument of another kind than its parameter takes. Binding adds the names of both, and what the parameter is for.
  public static func argumentType(expected: String, found: Literal, at range: SourceRange) -> Self {
    Diagnostic("argument-type", "expected \(expected.withArticle), found \(found.phrase)", at: range)
  }

  /// The same, said of a parameter.
  func naming(_ parameter: ParameterSpec, of spec: FunctionSpec, found: Literal) -> Self {
    guard code == "argument-type" || code == "unknown-choice", help == nil else { return self }
    var named = self
    named.message = "'\(parameter.name)' of '\(spec.name)': \(message)"
    named.help = parameter.summary
    if code == "unknown-choice" { return named }
    switch found {
    case .word where !parameter.namesFields && parameter.form == .literal:
      named.help? += " A word is taken as it is written: the value of a field cannot go here."
    case _ where parameter.namesFields && message.contains("found the pattern"):
      named.help? += " Names are taken as they are written, without wildcards."
    case .array where message.hasSuffix("found an array"):
      named.help? += parameter.takesSeveral ? " One list holds them all." : " It takes one value."
    default: break
    }
    return named
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
      help: "\(parameter.summary) Write '\(parameter.name)=…'\(parameter.isUnnamed ? ", or the value alone" : "").")
  }

  package static func unknownParameter(_ name: Located<String>, _ meant: String?, of spec: FunctionSpec) -> Self {
    let names = spec.parameters.map(\.name)
    let help =
      if let meant { "Did you mean '\(meant)'?" } else if names.isEmpty { "'\(spec.name)' takes no arguments." } else {
        "'\(spec.name)' accepts \(names.quotedList)."
      }
    return Diagnostic(
      "unknown-parameter", "'\(spec.name)' has no parameter '\(name.value)'", at: name.range, help: help,
      fixIts: meant.map { [FixIt("replace '\(name.value)' with '\($0)'", replacing: name.range, with: $0)] } ?? [])
  }

  static func duplicateArgument(_ name: String, of spec: FunctionSpec, first: SourceRange, at range: SourceRange) -> Self {
    Diagnostic(
      "duplicate-argument", "'\(spec.name)' is given '\(name)' twice", at: range,
      notes: [Located("the first value is here", at: first)], help: "Remove one of the two.")
  }

  static func unexpectedArgument(_ guess: UnnamedArguments.Guess, of spec: FunctionSpec) -> Self {
    let names = spec.parameters.map(\.name)
    let rule =
      spec.unnamedParameter.map { "Only '\($0.name)' may go without its name" } ?? "None may go without its name"
    guard let parameter = guess.parameter, let written = guess.written else {
      return Diagnostic(
        "unexpected-argument", "'\(spec.name)' does not take this argument", at: guess.range,
        help: names.isEmpty
          ? "'\(spec.name)' takes no arguments." : "\(rule); write name=value for the others: \(names.quotedList).")
    }
    guard guess.isCertain else {
      return Diagnostic(
        "unexpected-argument", "'\(spec.name)' does not take this argument without a name", at: guess.range,
        help: "\(rule); write '\(parameter.name)=\(written)' if that is meant. The names are \(names.quotedList).")
    }
    return Diagnostic(
      "unexpected-argument", "this argument of '\(spec.name)' needs its name, '\(parameter.name)'", at: guess.range,
      help: "\(rule); write '\(parameter.name)=\(written)'.",
      fixIts: [FixIt("write '\(parameter.name)='", edits: guess.edits)])
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
    case .string(let text), .escapedStars(let text, _, _): "the text \"\(text)\""
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

extension String {
  /// The name of a type with its article: `a number`.
  fileprivate var withArticle: String {
    if hasPrefix("a ") || hasPrefix("an ") || hasPrefix("one of ") || hasPrefix("true ") { return self }
    return (first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + self
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
