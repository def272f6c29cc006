import MartletDiagnostics
import MartletPlanning
import Testing

/// A query after planning, in forms that tests compare.
struct Planned {
  let source: SourceText
  let result: PlanResult

  init(
    _ query: String, strict: Bool = false, check: Bool = false, optimizes: Bool = false,
    parameters: [String: String] = [:], saved: [String: String] = [:]
  ) {
    source = SourceText(query)
    result = Planner.plan(
      source, registry: registry,
      options: PlanOptions(
        isStrict: strict, isCheck: check, optimizes: optimizes, parameters: parameters, savedQuery: { saved[$0] }))
  }

  /// The steps as `explain` shows them, without indentation of the whole; empty for a query with errors.
  var steps: String {
    guard let plan = result.plan else { return "" }
    return PlanText.of(plan).split(separator: "\n").map { String($0.dropFirst(2)) }.joined(separator: "\n")
  }

  var demand: PlanDemand { result.plan?.demand ?? PlanDemand() }

  /// Each diagnostic as `severity code: what it marks`.
  var findings: [String] {
    result.diagnostics.map { "\($0.severity.rawValue) \($0.code.rawValue): \(source[$0.range])" }
  }

  var errors: [String] { result.diagnostics.filter { $0.severity == .error }.map(text) }
  var warnings: [String] { result.diagnostics.filter { $0.severity == .warning }.map(text) }
  var notes: [String] { result.diagnostics.filter { $0.severity == .note }.map(text) }

  private func text(_ diagnostic: Diagnostic) -> String { "\(diagnostic.code.rawValue): \(source[diagnostic.range])" }

  /// The text after the first fix of the first diagnostic with this code.
  func mended(_ code: DiagnosticCode) -> String? {
    guard let fix = result.diagnostics.first(where: { $0.code == code })?.fixIts.first else { return nil }
    var bytes = source.bytes
    for edit in fix.edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range.lowerBound..<edit.range.upperBound, with: edit.value.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
