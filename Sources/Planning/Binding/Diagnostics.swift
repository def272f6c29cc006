import MartletCatalog
import MartletDiagnostics
import MartletSyntax

extension Diagnostic {
  static func unknownFunction(_ name: String, among names: [String], at range: SourceRange) -> Self {
    if let advice = ForeignFunctions.advice(for: name) {
      return Diagnostic(
        "unknown-function", "there is no function '\(name)'; it is another language's", at: range,
        help: "Write \(advice).")
    }
    // A family comes before the name, and is easily forgotten: 'abs' for 'math:abs'.
    let inFamilies = names.filter { $0.lowercased().hasSuffix(":" + name.lowercased()) }
    let near = inFamilies.isEmpty ? Suggestion.closest(to: name, among: Set(names)) : Set(inFamilies).sorted()
    return Diagnostic(
      "unknown-function", "there is no function '\(name)'", at: range,
      help: near.isEmpty
        ? "Run 'martlet functions' for the list, or quote the word to search for it as text."
        : "Did you mean \(near.quotedList)?",
      fixIts: near.prefix(1).map { FixIt("replace '\(name)' with '\($0)'", replacing: range, with: $0) })
  }

  static func notBuilt(_ name: String, isCheck: Bool, at range: SourceRange) -> Self {
    Diagnostic(
      "not-built", isCheck ? .warning : .error, "'\(name)' is a LogScale function that cannot be run here yet",
      at: range,
      help: "Its arguments are not checked. 'martlet functions' lists the functions that run.")
  }

  static func functionSpelling(_ name: Located<String>, _ documented: String) -> Self {
    Diagnostic(
      "function-spelling", .note, "'\(name.value)' is documented as '\(documented)'", at: name.range,
      help: "LogScale finds functions in any case of letters; the documented spelling reads best.",
      fixIts: [FixIt("write '\(documented)'", replacing: name.range, with: documented)])
  }

  /// `test(a = 1)`.
  static func comparisonWithOneSign(
    _ name: Located<String>, with value: String, _ valueRange: SourceRange, in spec: FunctionSpec
  ) -> Self {
    Diagnostic(
      "unknown-parameter", "'\(spec.name)' has no parameter '\(name.value)', and '=' does not compare here",
      at: name.range,
      help: "Expressions compare with '==': '\(spec.name)(\(name.value) == \(value))'.",
      fixIts: [
        FixIt(
          "compare with '=='", replacing: SourceRange(name.range.upperBound, valueRange.lowerBound), with: " == ")
      ])
  }

  /// `eval(a + 1)`.
  static func assignmentWithoutName(_ text: String, in spec: FunctionSpec, at range: SourceRange) -> Self {
    Diagnostic(
      "unexpected-argument", "'\(spec.name)' assigns values to fields, and this one has no field", at: range,
      help: "Write '\(spec.name)(x = \(text))'; for a condition write 'test(\(text))'.")
  }

  static func wholeEventsAfterAggregate(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "free-text-after-aggregate",
      "without a field '\(name)' searches whole events, and after an aggregate there are none", at: range,
      help: "Name the field to search: '\(name)(field=message, pattern=…)'.")
  }

  static func onlyOfEvents(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' tells how an event is stored, and after an aggregate there are no events",
      at: range, help: "Put it before the first aggregate: '\(name)() | groupBy(…)'.")
  }

  static func onlyInSearch(_ name: String, kind: FunctionSpec.Kind, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' is \(kind.phrase), which a block or branch cannot have", at: range,
      help: "Move it out of the braces, to the start of the query.")
  }

  static func tooManyTables(_ most: Int, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "a query has at most \(most) tables", at: range,
      help: "Unite tables that are joined by the same key in one search.")
  }

  static func joinBesideTable(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' cannot stand in a query that has both tables and joins", at: range,
      help: "LogScale takes either: write the join as defineTable() before the query and match() in it.")
  }

  static func namedQueryRequired(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'\(text)' is no named query", at: range,
      help: "Give each query a name and braces: 'correlate(A: { action=login }, B: { action=delete | user <=> A.user })'.")
  }

  static func unknownAttribute(_ name: Located<String>) -> Self {
    Diagnostic(
      "unknown-parameter", "a named query has no '\(name.value)'", at: name.range,
      help: "Only 'include:' stands behind its braces: 'A: { … } include: [field]'.")
  }

  static func aggregateInNamedQuery(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "aggregate-in-branch", "'\(name)' aggregates, which a query of 'correlate()' cannot do", at: range,
      help: "Correlate the events first and aggregate the rows: 'correlate(…) | groupBy(A.user)'.")
  }

  static func correlateMisplaced(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function",
      "'\(name)' cannot stand in a block or a branch, behind an aggregate or behind a function that makes events",
      at: range, help: "Only filters, fields and defineTable() may come before it.")
  }

  static func onlyInParsers(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' is for parsers and cannot stand in a search", at: range,
      help: "To count or join events twice, write two searches, or defineTable() and match().")
  }

  static func bucketsRequired(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' stands only in the function of timeChart() or bucket()", at: range,
      help: "Write timeChart(span=1h, function=\(name)(…)).")
  }

  static func surveyOfSome(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' reads the events twice and cannot stand in a block, a branch or behind an aggregate",
      at: range, help: "Put it into the query itself, before the branches and the first aggregate.")
  }

  static func tooManySavedQueries(_ most: Int, at range: SourceRange) -> Self {
    Diagnostic(
      "recursive-saved-query", "saved queries call each other more than \(most) times", at: range,
      help: "Write the steps of the innermost ones out, or call them less often.")
  }

  static func deprecatedFunction(_ name: String, advice: String, at range: SourceRange) -> Self {
    Diagnostic("deprecated-function", .warning, "'\(name)' is deprecated", at: range, help: advice)
  }

  static func cannotSupply(_ parameter: String, to name: String, at range: SourceRange) -> Self {
    Diagnostic(
      parameter == "as" ? "cannot-assign" : "no-field-parameter", "'\(name)' has no parameter '\(parameter)'",
      at: range,
      help: parameter == "field"
        ? "'=~' gives a function its 'field', and '\(name)' takes none; write the arguments inside the parentheses."
        : "Its result cannot be given a name with ':='.")
  }

  static func cannotAssign(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "cannot-assign", "the result of '\(name)' has no single value to assign", at: range,
      help: "Write '\(name)(…)' as a step of its own.")
  }

  static func outputGivenTwice(_ name: Located<String>, target: Name, at range: SourceRange) -> Self {
    Diagnostic(
      "duplicate-argument", "the result of '\(name.value)' is given a name twice", at: range,
      notes: [Located("the first name is here", at: target.range)],
      help: "Write either '\(target.raw) := \(name.value)(…)' or 'as=…'.")
  }

  /// `n match { test(n > 1) => … }`.
  static func guardWithoutField(_ name: String, _ text: String, of field: String, at range: SourceRange) -> Self {
    Diagnostic(
      "no-field-parameter", "'\(name)' cannot guard an arm of 'match', as it takes no field", at: range,
      help: "A guard tests the value of '\(field)', as in 'in(values=[1, 2])'; any other condition begins a branch:"
        + " 'case { \(text) | …; * }'.")
  }

  static func notAFilter(_ name: String, kind: FunctionSpec.Kind, at range: SourceRange) -> Self {
    Diagnostic(
      "not-a-filter", "'\(name)' is \(kind.phrase), which cannot be part of a condition", at: range,
      help: "Make it a step of its own: '… | \(name)(…)'.")
  }

  static func notAValue(_ name: String, kind: FunctionSpec.Kind, at range: SourceRange) -> Self {
    Diagnostic(
      "not-a-value", "'\(name)' is \(kind.phrase), which has no value in an expression", at: range,
      help: "Make it a step of its own: '… | \(name)(…)'.")
  }

  static func notAnAggregate(_ name: String, kind: FunctionSpec.Kind, at range: SourceRange) -> Self {
    Diagnostic(
      "aggregate-required", "'\(name)' is \(kind.phrase); an aggregate such as 'count()' is needed here", at: range,
      help: "To change values before they are aggregated, write a block: '{ x := \(name)(…) | count() }'.")
  }

  static func aggregateRequired(at range: SourceRange) -> Self {
    Diagnostic(
      "aggregate-required", "an aggregate is needed here, such as 'count()'", at: range,
      help: "Write an aggregate, or a block that ends in one: '{ status=500 | count(as=errors) }'.")
  }

  static func aggregateNeedsParentheses(_ name: String, isFunction: Bool, at range: SourceRange) -> Self {
    Diagnostic(
      "aggregate-required", "an aggregate is needed here, found '\(name)'", at: range,
      help: isFunction ? "Write '\(name)()'." : "Write an aggregate such as 'count(\(name))'.",
      fixIts: isFunction ? [FixIt("add parentheses", inserting: "()", at: range.upperBound)] : [])
  }

  static func blockRequired(at range: SourceRange) -> Self {
    Diagnostic("block-required", "a block in braces is needed here", at: range, help: "Write '{ … }' around the steps.")
  }

  static func aggregateInParser(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "aggregate-in-parser", "'\(name)' aggregates; a parser sees one event at a time", at: range,
      help: "Aggregate in the query that reads what the parser makes.")
  }

  static func aggregateInBranch(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "aggregate-in-branch", "'\(name)' aggregates, which a branch of 'case' or 'match' cannot do", at: range,
      help: "Set a field in the branches, and aggregate after the closing brace: 'case { … } | groupBy(kind)'.")
  }

  static func aggregateInBlock(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "aggregate-in-branch", "'\(name)' aggregates, which a condition or the steps for one event cannot do", at: range,
      help: "Filters and steps that change events may stand in these braces: '{ status >= 500 }'.")
  }

  static func sourceNotFirst(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "source-not-first", "'\(name)' makes events and must be the first step", at: range,
      help: "Move it to the start of the query.")
  }

  static func orderRequired(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "order-required", "'\(name)' needs its events in order", at: range,
      help: "Put an ordering step before it, such as 'head()' for oldest first or 'sort(…)'.")
  }

  static func linkOutsideCorrelate(at range: SourceRange) -> Self {
    Diagnostic(
      "link-outside-correlate", "'<=>' links the queries of 'correlate()' and means nothing here", at: range,
      help: "To compare two fields of one event, write 'test(a == b)'.")
  }

  static func freeTextAfterAggregate(_ text: String, _ value: FilterValue, at range: SourceRange) -> Self {
    let test =
      switch value {
      case .text(let pattern) where pattern.isQuoted: "field=\"*\(pattern.raw.dropFirst().dropLast())*\""
      case .text: "field=*\(text)*"
      default: "field=\(text)"
      }
    let isWord = if case .text(let pattern) = value { !pattern.isQuoted } else { false }
    return Diagnostic(
      "free-text-after-aggregate", "'\(text)' searches whole events, and after an aggregate there are none", at: range,
      help: "Name the field to search: '\(test)'."
        + (isWord ? " If it was meant as a command, CQL has none of that name." : ""))
  }

  static func patternInExpression(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "pattern-in-expression", "'\(text)' is a pattern, and expressions have none", at: range,
      help: "Compare with a filter: 'field=\(text)'.")
  }

  static func unexpectedInExpression(_ what: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "\(what) cannot stand here", at: range, help: "Write a field, a text in quotes, or a number.")
  }

  static func callAsLiteral(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "this argument is taken as it is written, and '\(name)()' is a call", at: range,
      help: "Compute the value in a step before: 'x := \(name)(…) | …'.")
  }

  /// `groupBy(a, count())`: aggregates have a parameter with a name.
  static func aggregatesWithoutName(
    _ written: String, _ parameter: String, of name: String, at range: SourceRange, edits: [Located<String>]
  ) -> Self {
    let argument = "\(parameter)=\(written)"
    return Diagnostic(
      "unexpected-argument", "an aggregate of '\(name)' needs the name of its parameter, '\(parameter)'", at: range,
      help: "Write '\(argument)'.", fixIts: edits.isEmpty ? [] : [FixIt("write '\(argument)'", edits: edits)])
  }

  /// `top(process, sum(bytes))`: what looks like a call of a function is a parameter.
  static func callOfParameter(_ parameter: String, _ value: String, of name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "unexpected-argument", "'\(parameter)' is a parameter of '\(name)' and no call here", at: range,
      help: "Write '\(parameter)=\(value)'.",
      fixIts: [FixIt("write '\(parameter)=\(value)'", replacing: range, with: "\(parameter)=\(value)")])
  }

  static func expressionAsLiteral(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "this argument is taken as it is written, and '\(text)' is an expression", at: range,
      help: text.contains("?")
        ? "A parameter is only filled in where it is the whole value: compute 'x := \(text)' in a step before and name"
          + " the field, or let the parameter be the whole text."
        : "Compute the value in a step before, 'x := \(text)', and name the field; or put a text in quotes.")
  }

  static func expressionAsField(_ text: String, parameter: String, of name: String, at range: SourceRange) -> Self {
    // `a-b` is more often a name than a difference.
    let isName = !text.utf8.contains {
      [UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "%")].contains($0)
    }
    return Diagnostic(
      "expression-as-field", .warning,
      "'\(parameter)' of '\(name)' is the name of a field, and '\(text)' is taken as one",
      at: range,
      help:
        "Compute the value in a step before: 'x := \(text) | \(name)(x)'. A name with such signs belongs in quotes.",
      fixIts: isName ? [FixIt("put the name in quotes", replacing: range, with: "\"\(text)\"")] : [])
  }

  /// `math:abs(-5)`.
  static func signBeforeField(_ text: String, parameter: String, of name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "expression-as-field", "'\(parameter)' of '\(name)' is the name of a field, and '\(text)' is computed", at: range,
      help: "Compute the value in a step before: 'x := \(text) | \(name)(x)'. A name with such signs belongs in quotes.")
  }

  static func missingParameter(_ name: String, isCheck: Bool, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-parameter", isCheck ? .warning : .error, "the parameter '?\(name)' has no value", at: range,
      help: "Give it one with '--param \(name)=VALUE', or a default in the query: '?{\(name)=\"*\"}'.")
  }

  static func parameterNotANumber(_ name: String, value: String, at range: SourceRange) -> Self {
    Diagnostic(
      "comparison-needs-number", "the parameter '?\(name)' is '\(value)', and a number is needed here", at: range,
      help: "Give it a number with '--param \(name)=…'.")
  }

  static func unknownSavedQuery(_ name: String, isCheck: Bool, at range: SourceRange) -> Self {
    Diagnostic(
      "unknown-saved-query", isCheck ? .warning : .error, "the saved query '\(name)' is not at hand", at: range,
      help: "Put its text where Martlet finds it: a file '\(name).cql' in the folder given with '--saved-queries'.")
  }

  static func recursiveSavedQuery(_ names: [String], at range: SourceRange) -> Self {
    Diagnostic(
      "recursive-saved-query", "the saved query '\(names.last ?? "")' calls itself", at: range,
      help: "The calls are \(names.quotedList.replacingOr).")
  }

  static func savedQueryHasErrors(
    _ name: String, _ problem: Diagnostic, position: SourceText.Position, at range: SourceRange
  )
    -> Self
  {
    Diagnostic(
      "saved-query-error", "the saved query '\(name)' has an error in line \(position.line): \(problem.message)",
      at: range,
      help: problem.help)
  }
}

extension FunctionSpec.Kind {
  /// With its article, for messages.
  var phrase: String {
    switch self {
    case .filter: "a filter"
    case .transform: "a function that changes events"
    case .aggregate: "an aggregate"
    case .sequence: "a function over ordered events"
    case .source: "a source of events"
    case .metadata: "a setting of the search"
    }
  }
}

extension String {
  fileprivate var replacingOr: String {
    guard let range = self.ranges(of: " or ").last else { return self }
    return replacingCharacters(in: range, with: " and then ")
  }

  private func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
