import MartletDiagnostics
import MartletEngine
import Testing

extension Case {
  /// Compares what `check` says of the query with what the case says, and mends the query.
  func checkFindings() {
    let engine = Engine()
    var options = CompileOptions(
      isStrict: isStrict, isCheck: true, parameters: parameters,
      savedQuery: { [savedQueries] in savedQueries[$0] })
    options.isParser = isParser
    let source = SourceText(query)
    let diagnostics = engine.compile(source, options: options).diagnostics
    let found = diagnostics.map { "\($0.severity.rawValue) \($0.code.rawValue): \(source[$0.range])" }
    if found != findings {
      Issue.record("\(place) \(title): it says \(found), not \(findings)")
    }
    let bytes = FixIts.apply(diagnostics.compactMap(\.fixIts.first), to: source)
    let text = String(decoding: bytes, as: UTF8.self)
    guard let mended else {
      if text != query { Issue.record("\(place) \(title): it has a fix, to '\(text)'") }
      return
    }
    if text != mended {
      Issue.record("\(place) \(title): mended it is '\(text)', not '\(mended)'")
      return
    }
    let again = engine.compile(SourceText(text), options: options).diagnostics
    if let error = again.first(where: { $0.severity == .error }) {
      Issue.record("\(place) \(title): mended it does not compile: \(error.message)")
    }
    for diagnostic in diagnostics where !diagnostic.fixIts.isEmpty && again.contains(where: { $0.code == diagnostic.code }) {
      Issue.record("\(place) \(title): mended it still says '\(diagnostic.code.rawValue)'")
    }
  }
}
