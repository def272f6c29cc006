import Foundation
import MartletDetections
import MartletDiagnostics
import MartletEngine
import MartletExecution
import MartletIngest
import Testing

/// Rules in the formats of other products; `Fixtures/foreign` has one of each.
@Suite struct ForeignRulesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/foreign").path(percentEncoded: false)

  private func file(_ text: String) throws -> ForeignFile {
    try #require(try ForeignFile(bytes: Array(text.utf8), path: "/rules/x.yaml"))
  }

  @Test func `each format is known by what it holds`() {
    let (files, problems) = ForeignFile.files(below: Self.folder)
    #expect(problems.isEmpty)
    let found = files.map { "\($0.name): \($0.format.rawValue)" }
    #expect(
      found == [
        "Many failures: LogScale alert", "acme-json: LogScale parser", "acme-lines: LogScale parser",
        "Only People: LogScale saved query", "New hosts: LogScale scheduled search",
        "Privileged role granted: correlation rule", "Instance stopped by a stranger: Query-Hub query",
      ])
  }

  @Test func `the tests beside the rules pass`() async throws {
    let (packages, problems) = PackageLoader.load(from: Self.folder)
    #expect(problems.isEmpty)
    let runner = TestRunner { _, _ in nil }
    var count = 0
    for package in packages where package.format?.isRule == true {
      let tests = try TestRunner.tests(of: package)
      #expect(tests.contains(where: \.expectation.isNegative) && !tests.allSatisfy(\.expectation.isNegative))
      for test in tests {
        let result = await runner.run(test, of: package, companions: [])
        #expect(result.failures.isEmpty, "\(package.manifest.name): \(test.name)")
        count += 1
      }
    }
    #expect(count == 8)
  }

  @Test func `a rule says how bad it is, and which technique`() throws {
    let packages = PackageLoader.load(from: Self.folder).packages
    let role = try #require(packages.first { $0.manifest.name == "privileged-role" })
    #expect(role.manifest.severity == .high)
    #expect(role.manifest.attack?.technique == "T1098.003")
    #expect(role.manifest.attack?.tactics == ["TA0003"])
    let stop = try #require(packages.first { $0.manifest.name == "stop-by-stranger" })
    #expect(stop.manifest.attack?.technique == "T1489")
    #expect(stop.manifest.severity == .medium)
  }

  @Test func `a row is a finding of its own, without catalogue, disk and interval`() async throws {
    let packages = PackageLoader.load(from: "\(Self.folder)/stop-by-stranger.yml").packages
    #expect(packages.count == 1)
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).ndjson")
    let lines = ["mallory", "mallory", "ops-ann"].enumerated().map {
      #"{"eventName":"StopInstances","userIdentity.userName":"\#($0.element)","time":"2026-01-05T09:0\#($0.offset):00Z"}"#
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let run = DetectionRun(packages: packages, environment: QueryEnvironment(now: 1_770_000_000_000), options: RunOptions())
    let outcome = try await run.run(over: FileSource(paths: [path.path(percentEncoded: false)]))
    #expect(outcome.findings.count == 2)
    #expect(Set(outcome.findings.map(\.id)).count == 2)
    for finding in outcome.findings {
      #expect(finding.catalogue == [])
      #expect(finding.wiped == nil && finding.disk == nil)
      #expect(finding.detection == "stop-by-stranger")
      #expect(finding.json.contains(#""catalogue":[]"#))
    }
  }

  @Test func `a rule that does not compile is told of in its file`() async throws {
    let rule = try file("name: x\ncql: |\n  a=1\n  | goupBy(b)\n")
    let package = PackageLoader.load(from: "/nowhere").packages
    #expect(package.isEmpty)
    let query = Engine().compile(rule.query.query)
    let diagnostic = try #require(query.diagnostics.map(rule.query.inFile).first { $0.severity == .error })
    #expect(rule.query.file.position(of: diagnostic.range.lowerBound) == SourceText.Position(line: 4, column: 5))
    #expect(rule.query.file[diagnostic.range] == "goupBy")
    #expect(diagnostic.fixIts.first?.edits.first.map { rule.query.file[$0.range] } == "goupBy")
  }

  @Test(arguments: [
    "cql: goupBy(b)", "cql: 'x=1 | goupBy(b)'", "cql: \"x=\\\"1\\\" | goupBy(b)\"", "cql: 'x=''1'' goupBy(b)'",
    "cql: |\n  x=1\n\n  | goupBy(b)", "cql: |-\n    x=1\n    | goupBy(b)\n", "cql: |2\n    x=1\n  | goupBy(b)\n",
    "cql: \"x=1\\n| goupBy(b)\"", "cql: \"x=1\\\n  \\ | goupBy(b)\"", "cql: x=1\n  | goupBy(b)", "cql: \"x=1\n\n  | goupBy(b)\"",
    "näme: ü\ncql: \"ü=\\u00fc | goupBy(b)\"", "cql: |\r\n  x=1\r\n  | goupBy(b)\r\n",
  ])
  func `a place in the query is one in the file, however YAML lays it out`(_ text: String) throws {
    let file = try file(text)
    let diagnostics = Engine().compile(file.query.query).diagnostics
    let diagnostic = try #require(diagnostics.first { $0.code == "unknown-function" })
    #expect(file.query.file[file.query.inFile(diagnostic).range] == "goupBy")
  }

  @Test func `where YAML folds lines, the value is the place`() throws {
    let file = try file("name: x\ncql: >\n  x=1\n  | goupBy(b)\n")
    let diagnostic = try #require(Engine().compile(file.query.query).diagnostics.first { $0.severity == .error })
    let placed = file.query.inFile(diagnostic)
    #expect(file.query.file.position(of: placed.range.lowerBound) == SourceText.Position(line: 2, column: 6))
    #expect(placed.fixIts.isEmpty)
  }

  @Test func `other YAML is left alone, and a broken rule is not`() throws {
    #expect(try ForeignFile(bytes: Array("a: 1".utf8), path: "a.yaml") == nil)
    #expect(try ForeignFile(bytes: Array("- 1".utf8), path: "a.yaml") == nil)
    #expect(try ForeignFile(bytes: Array("a: [".utf8), path: "a.yaml") == nil)
    #expect(throws: PackageError.self) { try ForeignFile(bytes: Array("cql: [".utf8), path: "a.yaml") }
    #expect(throws: PackageError.self) {
      try ForeignFile(bytes: Array("$schema: https://schemas.humio.com/alert/v0.3.0".utf8), path: "a.yaml")
    }
  }

  @Test func `saved queries of a package are found by name`() throws {
    let saved = SavedQueries(folder: Self.folder)
    #expect(saved["Only People"]?.hasPrefix("user !=") == true)
    #expect(saved["only-people"] == saved["Only People"])
    #expect(saved["acme/trail:Only People"] == saved["Only People"])
    #expect(saved["Many failures"] == nil)
  }

  @Test func `parsers run their own tests`() async throws {
    let (parsers, saved, problems) = PackageLoader.parsers(from: Self.folder)
    #expect(problems.isEmpty)
    var results: [TestRunner.Result] = []
    for parser in parsers { results += await ParserTests(now: 1_770_000_000_000).run(parser, savedQueries: saved) }
    #expect(results.count == 4)
    #expect(results.flatMap(\.failures) == [])
  }

  @Test func `a parser that does otherwise says what it does`() async throws {
    let text = """
      name: p
      script: |
        kvParse()
        | case { a=2 | dropEvent(); * }
      tagFields: []
      testCases:
      - event: {rawString: "a=1 b=2"}
        assertions:
        - fieldsHaveValues: {a: "3", c: "4"}
          fieldsNotPresent: [b]
        - outputEventIndex: 1
          fieldsHaveValues: {a: "1"}
      """
    let parser = try #require(try ParserFile(try file(text)))
    let result = try #require(await ParserTests(now: 0).run(parser).first)
    #expect(
      result.failures == [
        "expected a='3', found '1'", "expected c='4', the field is not there", "expected no field b, found '2'",
        "expected an event with the index 1; the script gave one event, with the index 0",
      ])
    let broken = try #require(try ParserFile(try file(text.replacing("kvParse()", with: "groupBy(a)"))))
    #expect(await ParserTests(now: 0).run(broken).first?.failures.first?.contains("line 3") == true)
  }

  @Test func `what a script cannot parse has the fields that say so`() async throws {
    let text = """
      name: p
      script: parseJson()
      tagFields: []
      testCases:
      - event: {rawString: "no json"}
        assertions:
        - fieldsHaveValues:
            '@rawstring': no json
            '@error': 'true'
            '#error': 'true'
            '@event_parsed': 'false'
            '@error_msg': 'parseJson: the text of @rawstring is no JSON'
            '@error_msg[0]': 'parseJson: the text of @rawstring is no JSON'
      - event: {rawString: '{"a": 1}'}
        assertions:
        - fieldsNotPresent: ['#error', '@event_parsed']
      - event: {rawString: "no json"}
        assertions: null
      """
    let parser = try #require(try ParserFile(try file(text)))
    let results = await ParserTests(now: 0).run(parser)
    #expect(
      results.map(\.failures) == [
        [], [], ["the script could not read it: parseJson: the text of @rawstring is no JSON"],
      ])
  }
}
