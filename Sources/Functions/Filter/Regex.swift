import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `regex("…", field=…)` keeps events that match a regex, and writes its named groups to fields.
struct RegexFunction: FilterFunction, StageFunction {
  static let regex = Parameter<String>("regex", "Regex, as a text.", unnamed: true)
  static let field = Parameter<FieldName>("field", "Field to search.", default: "@rawstring")
  static let flags = Parameter<String>("flags", "Letters i, m, d and F.", default: "m")
  static let strict = Parameter<Bool>("strict", "Whether events that do not match are dropped.", default: true)
  static let repeats = Parameter<Bool>("repeat", "Whether every match makes an event of its own.", default: false)
  static let limit = Parameter<Int?>("limit", "The most matches of one event.", default: nil, bounds: 1...1_000_000)

  static let spec = FunctionSpec(
    "regex", in: .filter, kind: .filter,
    summary: "Keeps events whose field contains a match of a regex, and writes its named groups to fields.",
    details: [
      "A group that took no part writes nothing; an existing field is overwritten.",
      "In a condition beside or, and under not, it only tests.",
    ],
    parameters: regex, field, flags, strict, repeats, limit,
    examples: [
      Example(
        "The user of a message", query: #"regex("user=(?<user>\\w+)", field=message)"#,
        events: #"{"message": "login user=ida"} {"message": "logout"}"#,
        yields: #"{"message": "login user=ida", "user": "ida"}"#),
      Example(
        "Every user", query: #"regex("user=(?<user>\\w+)", field=message, repeat=true) | select(user)"#,
        events: #"{"message": "user=ida user=bo"}"#, yields: #"{"user": "ida"} {"user": "bo"}"#),
    ])

  private let pattern: Regex
  private let source: String
  private let isStrict: Bool
  private let isRepeated: Bool
  private let most: Int?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    pattern = try RegexText.compile(
      arguments.located(Self.regex), flags: arguments.located(Self.flags), captures: .named,
      everyMatch: "Write 'repeat=true' for an event of each match.")
    source = arguments[Self.field].text
    isStrict = arguments[Self.strict]
    isRepeated = arguments[Self.repeats]
    most = arguments[Self.limit]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let names = (try? Regex(arguments[regex]))?.captureNames ?? []
    return FieldEffects(reads: [arguments[field].text], writes: names)
  }

  static func requirement(of arguments: BoundArguments) -> FieldRequirement? {
    guard arguments[strict] else { return nil }
    return FieldRequirement(arguments[field].text, anyOf: [.regex(arguments[regex], flags: arguments[flags])])
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let column = batch[source] else { return batch.dropAll() }
    try TextTest.regex(pattern).keep(in: &batch.mask, of: column)
  }

  func makeStage(in context: RunContext) -> any StreamStage {
    let standard = RegexExtraction.standardMatches
    let limit = most ?? context.effectiveLimit(nil, default: standard, maximum: standard) ?? Int.max
    let extraction = RegexExtraction(
      pattern, mostMatches: isRepeated ? limit : 1, warnings: isRepeated && most == nil ? context.warnings : nil)
    return RegexStage(field: source, extraction: extraction, keepsOthers: !isStrict)
  }
}

private final class RegexStage: StreamStage {
  private let field: String
  private let extraction: RegexExtraction
  private let keepsOthers: Bool

  init(field: String, extraction: RegexExtraction, keepsOthers: Bool) {
    self.field = field
    self.extraction = extraction
    self.keepsOthers = keepsOthers
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    let result = try extraction.apply(batch[field], to: batch, keepsOthers: keepsOthers)
    return result.mask.isEmpty ? .more : try next.receive(result)
  }
}
