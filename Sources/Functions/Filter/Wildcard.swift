import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `wildcard(field, pattern=…)` keeps events whose field matches a pattern with stars, in any case if asked.
struct Wildcard: FilterFunction {
  static let pattern = Parameter<WildcardPattern>("pattern", "Pattern; a star stands for any text.", unnamed: true)
  static let field = Parameter<[FieldName]>("field", "Field or fields to test; the whole event when left out.", default: [])
  static let ignoreCase = Parameter<Bool>("ignoreCase", "Whether upper and lower case count as equal.", default: false)
  static let everything = Parameter<Bool>(
    "includeEverythingOnAsterisk", "Whether the pattern * also keeps events without the field.", default: false)

  static let spec = FunctionSpec(
    "wildcard", in: .filter, kind: .filter,
    summary: "Keeps events in which a field matches a pattern with wildcards.",
    details: [
      "The whole value must match, as in field = pattern.",
      "Without a field every field of the original event is searched for the pattern.",
    ],
    parameters: pattern, field, ignoreCase, everything,
    examples: [
      Example(
        "In any case", query: "wildcard(field=image, pattern=\"*powershell*\", ignoreCase=true)",
        events: #"{"image": "C:/PowerShell.exe"} {"image": "cmd.exe"}"#, yields: #"{"image": "C:/PowerShell.exe"}"#)
    ])

  private let glob: Glob
  private let part: Glob
  private let fields: [String]
  private let keepsEverything: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    let pattern = arguments[Self.pattern]
    let (text, stars) = (pattern.text, pattern.literalStars)
    let ignoresCase = arguments[Self.ignoreCase]
    glob = Glob(text, ignoresCase: ignoresCase, literalStars: stars)
    part = Glob(text, extent: .part, ignoresCase: ignoresCase, literalStars: stars)
    fields = arguments[Self.field].map(\.text)
    keepsEverything = arguments[Self.everything] && text == "*" && stars.isEmpty
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments.fieldsRead
    return FieldEffects(reads: fields, searchesEvents: fields.isEmpty)
  }

  static func requirement(of arguments: BoundArguments) -> FieldRequirement? {
    let text = arguments[pattern].text
    guard arguments[pattern].literalStars.isEmpty, !(arguments[everything] && text == "*") else { return nil }
    let fields = arguments[field].map(\.text)
    return FieldRequirement(
      fields: fields, anyOf: [fields.isEmpty ? .part(text) : .whole(text)], ignoresCase: arguments[ignoreCase])
  }

  static func advice(on arguments: BoundArguments) -> [Diagnostic] {
    Diagnostic.escapedStars(in: [arguments[pattern]], at: arguments.located(pattern).range)
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    if keepsEverything { return }
    if fields.isEmpty { return try FreeTextCondition(.glob(part)).narrow(&batch, in: context) }
    var kept = RowMask(noneOf: batch.rowCount)
    for field in fields {
      guard let column = batch[field] else { continue }
      var mask = batch.mask
      try TextTest.glob(glob).keep(in: &mask, of: column)
      kept.formUnion(mask)
    }
    batch.mask = kept
  }
}
