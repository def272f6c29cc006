import MartletDetections
import MartletDiagnostics
import Testing

/// A rule that matches very much still gives an answer.
@Suite struct ManyRowsTests {
  private func package(_ more: String) throws -> DetectionPackage {
    let manifest = "{id: x, name: x, title: X, status: stable, severity: low, description: '', \(more)}"
    return try DetectionPackage(folder: "/rules/x", manifest: manifest, query: SourceText("true", name: "query.cql"))
  }

  private func rows(_ count: Int, of manifest: Manifest) -> [Match] {
    (0..<count).map { number in
      Match(
        manifest: manifest,
        fields: [
          ("@timestamp", String(1_770_000_000_000 + number * 1000)), ("event.id", "e\(number)"),
          ("OperationName", "StopInstances"), ("ResourceName", "i-1"), ("cloud.account.id", "1"),
        ])
    }
  }

  @Test(.timeLimit(.minutes(1))) func `rows of one resource become one finding in linear time`() throws {
    let package = try package("finding: {effect: base}")
    let findings = FindingBuilder().findings(of: rows(30_000, of: package.manifest))
    #expect(findings.count == 1)
    #expect(findings.first?.steps.count == 30_000)
  }

  @Test(.timeLimit(.minutes(1))) func `rows of a rule without a finding map are a finding each`() throws {
    let package = try package("references: []")
    let findings = FindingBuilder().findings(of: rows(30_000, of: package.manifest))
    #expect(findings.count == 30_000)
    #expect(Set(findings.map(\.id)).count == 30_000)
  }
}
