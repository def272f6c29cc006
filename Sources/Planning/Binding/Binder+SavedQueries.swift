import MartletCatalog
import MartletDiagnostics
import MartletSyntax

extension Binder {
  /// Saved queries that call each other twice at every level would never end.
  static let mostSplices = 1_000

  /// Puts the steps of a saved query in the place of its call; arguments bind its parameters.
  mutating func splice(_ call: SavedQueryCall, into steps: inout [Located<PlanStep>], _ progress: inout Progress) {
    let name = call.name.text
    guard let text = options.savedQuery(name) else {
      report(.unknownSavedQuery(name, isCheck: options.isCheck, at: call.range))
      gaps.append(call.range)
      progress.isOrdered = true
      return
    }
    guard !savedQueryNames.contains(name) else {
      report(.recursiveSavedQuery(savedQueryNames + [name], at: call.range))
      return
    }
    splices += 1
    guard splices <= Self.mostSplices else {
      if splices == Self.mostSplices + 1 { report(.tooManySavedQueries(Self.mostSplices, at: call.range)) }
      return
    }
    var arguments: [String: String] = [:]
    var places: [String: SourceRange] = [:]
    for argument in call.arguments {
      guard let parameter = argument.name else { continue }
      if let first = places[parameter.value] {
        report(.savedQueryArgumentTwice(parameter, of: name, first: first))
        continue
      }
      places[parameter.value] = parameter.range
      arguments[parameter.value] = savedQueryArgument(argument.value)
    }

    let saved = SourceText(text, name: name)
    let parsed = Parser.parse(saved, options: Planner.parseOptions(registry, strict: options.isStrict))
    var collector = ParameterDefaults()
    collector.collect(parsed.query.pipeline)
    for (argument, range) in places.sorted(by: { $0.value.lowerBound < $1.value.lowerBound })
    where !collector.names.contains(argument) && !parsed.diagnostics.contains(where: { $0.severity == .error }) {
      report(.unusedSavedQueryArgument(Located(argument, at: range), of: name, among: collector.names.sorted()))
    }
    let outer = (source, boundParameters, parameterDefaults, diagnostics, gaps, missingParameters)
    (source, boundParameters, diagnostics, gaps, missingParameters) = (saved, arguments, parsed.diagnostics, [], [])
    parameterDefaults.merge(collector.defaults) { _, inner in inner }
    savedQueryNames.append(name)
    let start = steps.count
    let before = plan.extent
    for step in parsed.query.pipeline.steps { bind(step, into: &steps, &progress) }
    savedQueryNames.removeLast()
    let found = diagnostics
    let hasGaps = !gaps.isEmpty
    (source, boundParameters, parameterDefaults, diagnostics, gaps, missingParameters) = outer
    if hasGaps { gaps.append(call.range) }
    // Positions inside the saved query mean nothing in this text: they become one message at the call.
    if let problem = found.first(where: { $0.severity == .error }) {
      report(
        .savedQueryHasErrors(name, problem, position: saved.position(of: problem.range.lowerBound), at: call.range))
    }
    for index in start..<steps.count { steps[index] = Located(steps[index].value.placed(at: call.range), at: call.range) }
    plan.place(since: before, at: call.range)
    spliced.append(call.range)
  }

  private mutating func savedQueryArgument(_ expression: Expression) -> String {
    switch expression {
    case .string(let string): string.value
    case .array(let array):
      array.elements.map { "\"" + savedQueryArgument($0).replacingQuotes + "\"" }.joined(separator: ", ")
    case .parameter(let parameter): value(of: parameter) ?? ""
    case .group(let inner, _): savedQueryArgument(inner)
    default: source[expression.range]
    }
  }
}

extension Diagnostic {
  fileprivate static func savedQueryArgumentTwice(_ argument: Located<String>, of name: String, first: SourceRange) -> Self {
    Diagnostic(
      "duplicate-argument", "the saved query '\(name)' is given '\(argument.value)' twice", at: argument.range,
      notes: [Located("the first value is here", at: first)],
      help: "Remove one of the two; several values are a list, as in '\(argument.value)=[\"a\", \"b\"]'.")
  }

  fileprivate static func unusedSavedQueryArgument(
    _ argument: Located<String>, of name: String, among names: [String]
  ) -> Self {
    let near = Suggestion.closest(to: argument.value, among: names).first
    let help =
      if let near { "Did you mean '\(near)'?" } else if names.isEmpty { "It has no parameters." } else {
        "It has \(names.quotedList.replacing(" or ", with: " and "))."
      }
    return Diagnostic(
      "unknown-parameter", .warning, "the saved query '\(name)' has no parameter '\(argument.value)', so the value is not used",
      at: argument.range, help: help,
      fixIts: near.map { [FixIt("replace '\(argument.value)' with '\($0)'", replacing: argument.range, with: $0)] } ?? [])
  }
}

extension String {
  fileprivate var replacingQuotes: String {
    var text = ""
    for scalar in unicodeScalars {
      if scalar == "\"" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
