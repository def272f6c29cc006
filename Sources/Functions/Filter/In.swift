import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `in(field, values=[…])` keeps events whose field equals one of several values.
struct In: FilterFunction {
  static let field = Parameter<FieldName>("field", "Field to test.", unnamed: true)
  static let values = Parameter<[WildcardPattern]>("values", "Values to accept; a star stands for any text.")
  static let ignoreCase = Parameter<Bool>("ignoreCase", "Whether upper and lower case count as equal.", default: false)

  static let spec = FunctionSpec(
    "in", in: .filter, kind: .filter,
    summary: "Keeps events whose field equals at least one of the given values.",
    details: [
      "The whole value must match, as in field = value, and a star stands for any text.",
      "An event without the field does not match, so the negated form lets it through.",
    ],
    parameters: field, values, ignoreCase,
    examples: [
      Example(
        "Failed and denied logins", query: #"in(outcome, values=["failure", "denied"])"#,
        events: #"{"outcome": "failure", "usr": "ida"} {"outcome": "success", "usr": "bo"}"#,
        yields: #"{"outcome": "failure", "usr": "ida"}"#),
      Example(
        "Every call that starts something, in any case", query: #"in(api, values=["start*", "run*"], ignoreCase=true)"#,
        events: #"{"api": "RunInstances"} {"api": "StopInstances"} {"api": "startInstances"}"#,
        yields: #"{"api": "RunInstances"} {"api": "startInstances"}"#),
    ])

  private let field: String
  private let globs: [Glob]
  /// All values, when there are many and none has a wildcard.
  private let texts: TextSet?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    let ignoresCase = arguments[Self.ignoreCase]
    globs = arguments[Self.values].map { Glob($0.text, ignoresCase: ignoresCase, literalStars: $0.literalStars) }
    let exact = globs.compactMap(\.exactText)
    texts = exact.count == globs.count && exact.count > 8 ? TextSet(exact) : nil
  }

  static func requirement(of arguments: BoundArguments) -> FieldRequirement? {
    let patterns = arguments[values]
    guard patterns.allSatisfy(\.literalStars.isEmpty) else { return nil }
    return FieldRequirement(
      arguments[field].text, anyOf: patterns.map { .whole($0.text) }, ignoresCase: arguments[ignoreCase])
  }

  static func advice(on arguments: BoundArguments) -> [Diagnostic] {
    Diagnostic.escapedStars(in: arguments[values], at: arguments.located(values).range)
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    if let texts {
      batch.keep(where: field) { texts.contains($0) }
    } else {
      let globs = globs
      batch.keep(where: field) { text in
        for glob in globs where glob.matches(text) { return true }
        return false
      }
    }
  }
}
