import MartletCatalog
import MartletDiagnostics
import MartletSyntax

/// Rules about queries that can be run and probably do not mean what they say, as far as the plan tells; those that
/// need only the text are `Syntax`'s. One rule, one file. A rule must be silent on good queries: it speaks where it
/// knows, not where it suspects.
enum Lint {
  typealias Rule = @Sendable (LintSubject) -> [Diagnostic]

  /// All rules, in alphabetical order.
  static let rules: [Rule] = [
    AboveServerMaximum.check, FieldAsText.check, FilterAfterLimit.check, LineageField.check, LostField.check, NegatedKeepsNone.check,
    NotEmptyPassesMissing.check, NotEqualPassesMissing.check, RowsCutOff.check, SortsText.check, SortsWords.check, TagWithoutMark.check,
    UncertainNumber.check, UnknownField.check, UnreachableBranch.check,
  ]

  static func check(_ subject: LintSubject) -> [Diagnostic] {
    // What a saved query says is for whoever checks that query.
    rules.flatMap { $0(subject) }.filter { finding in !subject.spliced.contains { $0.contains(finding.range) } }
  }
}

/// What the rules look at: a query as it was written and what it became.
struct LintSubject: Sendable {
  let source: SourceText
  let query: Query
  let plan: LogicalPlan
  let registry: FunctionRegistry
  let isStrict: Bool
  /// What could not be bound without being wrong: nobody knows what happens there.
  let gaps: [SourceRange]
  /// The calls of saved queries, which stand for steps that are not in this text.
  let spliced: [SourceRange]

  var main: PlanPipeline { plan.pipelines.first ?? PlanPipeline() }

  /// Whether everything in the range is understood.
  func isKnown(_ range: SourceRange) -> Bool {
    !gaps.contains { $0.lowerBound < range.upperBound && range.lowerBound < $0.upperBound }
  }

  /// Where a field stands in a step, by its first mention; the whole step where it is not written out.
  func place(of field: String, in range: SourceRange) -> SourceRange {
    let wanted = Array(field.utf8)
    guard !wanted.isEmpty, range.count >= wanted.count else { return range }
    // Most places differ in the first byte, and a long query has many of them for each of its fields.
    for start in range.lowerBound...(range.upperBound - wanted.count) where source.bytes[start] == wanted[0] {
      let end = start + wanted.count
      guard source.bytes[start..<end].elementsEqual(wanted) else { continue }
      if start > 0, Self.mayContinueName(source.bytes[start - 1]) { continue }
      if end < source.bytes.count, Self.mayContinueName(source.bytes[end]) { continue }
      return SourceRange(start, end)
    }
    return range
  }

  static func mayContinueName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "#"),
      UInt8(ascii: "@"), 0x80...:
      true
    default: false
    }
  }
}
