/// Diagnostics as SARIF 2.1.0: one run over all sources, for code scanning.
public struct SARIFRenderer: Sendable {
  public init() {}

  public func render(_ files: [(source: SourceText, diagnostics: [Diagnostic])]) -> String {
    var codes: Set<String> = []
    var results: [String] = []
    for (source, diagnostics) in files {
      for diagnostic in diagnostics {
        codes.insert(diagnostic.code.rawValue)
        results.append(result(diagnostic, of: source))
      }
    }
    let rules = codes.sorted().map { "{\(JSONText.member("id", $0))}" }.joined(separator: ",")
    return """
      {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{\
      "name":"martlet","rules":[\(rules)]}},"columnKind":"unicodeCodePoints","results":[\(results.joined(separator: ","))]}]}

      """
  }

  private func result(_ diagnostic: Diagnostic, of source: SourceText) -> String {
    let message = diagnostic.help.map { "\(diagnostic.message). \($0)" } ?? diagnostic.message
    var members = [
      JSONText.member("ruleId", diagnostic.code.rawValue),
      JSONText.member("level", diagnostic.severity.rawValue),
      "\"message\":{\(JSONText.member("text", message))}",
      "\"locations\":[\(location(diagnostic.range, of: source))]",
    ]
    if !diagnostic.fixIts.isEmpty {
      let fixes = diagnostic.fixIts.map { fix($0, of: source) }.joined(separator: ",")
      members.append("\"fixes\":[\(fixes)]")
    }
    return "{\(members.joined(separator: ","))}"
  }

  private func location(_ range: SourceRange, of source: SourceText) -> String {
    "{\"physicalLocation\":{\"artifactLocation\":{\(JSONText.member("uri", source.name))},\"region\":\(region(range, of: source))}}"
  }

  private func fix(_ fixIt: FixIt, of source: SourceText) -> String {
    let replacements = fixIt.edits.map { edit in
      "{\"deletedRegion\":\(region(edit.range, of: source)),\"insertedContent\":{\(JSONText.member("text", edit.value))}}"
    }.joined(separator: ",")
    let change = "{\"artifactLocation\":{\(JSONText.member("uri", source.name))},\"replacements\":[\(replacements)]}"
    return "{\"description\":{\(JSONText.member("text", fixIt.title))},\"artifactChanges\":[\(change)]}"
  }

  private func region(_ range: SourceRange, of source: SourceText) -> String {
    let start = source.position(of: range.lowerBound)
    let end = source.position(of: range.upperBound)
    return
      "{\"startLine\":\(start.line),\"startColumn\":\(start.column),\"endLine\":\(end.line),\"endColumn\":\(end.column)}"
  }
}
