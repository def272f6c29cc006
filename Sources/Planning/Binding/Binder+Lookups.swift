import MartletCatalog
import MartletDiagnostics

extension Binder {
  /// The parameter that names lookup files, in every function that reads one.
  private static let lookupParameter = "file"

  /// While checking, reports lookup files that are not at hand; they may be on the server. The name of a table that the
  /// query makes needs no file.
  mutating func reviewLookups(_ written: [BoundArguments.Written], of spec: FunctionSpec) {
    // Which tables a saved query makes is not told here.
    guard options.isCheck, !hasForeignTables else { return }
    guard spec.parameter(named: Self.lookupParameter) != nil else { return }
    for argument in written {
      guard (argument.name?.value ?? spec.unnamedParameter?.name) == Self.lookupParameter else { continue }
      for name in Self.names(in: argument.value) where !tables.contains(where: { $0.name.value == name.value }) {
        guard let places = options.missingLookup(name.value) else { continue }
        report(.missingLookup(name.value, notIn: places, at: name.range))
      }
    }
  }

  private static func names(in literal: Located<Literal>) -> [Located<String>] {
    if case .array(let elements) = literal.value { return elements.flatMap(names) }
    return literal.value.text.map { [Located($0, at: literal.range)] } ?? []
  }
}

extension Diagnostic {
  fileprivate static func missingLookup(_ name: String, notIn places: String, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-lookup", .warning, "the lookup file '\(name)' is not in \(places)", at: range,
      help: "It may be on the server; name the folder of a copy with '--lookups' to run the query here.")
  }
}
