import Foundation
import Testing

@Suite struct `The test command` {
  private let manifest = """
    id: 6c1a7f0e-3c4e-4f61-9a55-0d1f3a2b4c5d
    name: owner-granted
    title: Owner granted
    status: experimental
    severity: high
    description: Somebody became an owner.

    """
  private let cases = """
    cases:
      - name: ann becomes an owner
        events:
          - {action: grant, role: owner, who: ann}
        expect: {findings: 1, severity: high, fieldsHaveValues: {who: ann}, fieldsNotPresent: [robot]}
      - name: bob becomes a reader
        file: reader.ndjson
        expect: none

    """

  private func rule(in folder: Folder, query: String = "action=grant role=owner", cases: String? = nil) throws {
    try folder.write("rule/detection.yaml", manifest)
    try folder.write("rule/query.cql", query + "\n")
    try folder.write("rule/tests/cases.yaml", cases ?? self.cases)
    try folder.write("rule/tests/reader.ndjson", "{\"action\":\"grant\",\"role\":\"reader\",\"who\":\"bob\"}\n")
  }

  @Test func `a folder with inline events and with a file passes`() throws {
    let folder = Folder()
    try rule(in: folder)
    let result = try Program.run("test", folder.path)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.hasSuffix("2 passed, 0 failed\n"))
  }

  @Test func `a failure says what was expected and what came`() throws {
    let folder = Folder()
    try rule(
      in: folder, query: "action=grant | robot := 1",
      cases: """
        - name: values
          events: [{action: grant, role: owner, who: eve}]
          expect: {findings: 2, severity: critical, resource: r1, fieldsHaveValues: {who: ann, whom: x}, fieldsNotPresent: [robot]}
        - name: quiet
          events: [{action: grant, role: owner, who: eve}]
          expect: none
        """)
    let result = try Program.run("test", folder.path)
    #expect(result.status == 1)
    for part in [
      "expected 2 findings, found 1: high unknown", "expected severity critical or more, found high",
      "expected resource r1, found high unknown", "expected who to be 'ann', found 'eve'",
      "expected whom to be 'x', found no such field; a row has ", "expected no field robot, found it with '1'",
      "expected no finding, found 1", "cases.yaml", "0 passed, 2 failed",
    ] {
      #expect(result.output.contains(part), "\(part) in \(result.output)")
    }
  }

  @Test(arguments: [
    ("- {name: a, events: [], expects: none}", "a test has no 'expects'"),
    ("- {name: a, events: [], expect: {fieldHasValues: {a: b}}}", "'expect' has no 'fieldHasValues'"),
    ("- {name: a, events: [], expect: nothing}", "'expect' is 'none', or a map such as {findings: 1}; it is 'nothing'"),
    ("- {name: a, events: [], now: yesterday, expect: none}", "'now' is 'yesterday', which is no instant"),
    ("- {name: a, events: [], expect: {severity: bad}}", "one is info, low, medium, high, critical"),
    ("- {name: a, events: [], expect: {findings: many}}", "'findings' is a number"),
    ("- {name: a, events: [], expect: {fieldsHaveValues: {a: {b: c}}}}", "name single fields"),
    ("- {name: a, expect: none}", "needs 'events', a 'file' or a 'scenario'"),
    ("- {name: a, file: x, scenario: T1, expect: none}", "needs one of file and scenario, not both"),
    ("- {name: a, events: [], expect: none", "it is no YAML"),
    ("name: a", "a list of tests is expected"),
  ])
  func `a test file that is wrong is told of with its line`(_ text: String, _ message: String) throws {
    let folder = Folder()
    try rule(in: folder, cases: text + "\n")
    let result = try Program.run("test", folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("cases.yaml: "), "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `the present time of a test is fixed`() throws {
    let folder = Folder()
    try rule(
      in: folder, query: "t := now() | when := formatTime(\"%F\", field=t)",
      cases: """
        - name: then
          now: '2026-01-05T09:00:00Z'
          events: [{a: b}]
          expect: {fieldsHaveValues: {when: 2026-01-05}}
        - name: nothing
          events: []
          expect: none
        """)
    let result = try Program.run("test", folder.path)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(arguments: ["text", "json", "junit"])
  func `a rule without both kinds of tests fails in every format`(_ format: String) throws {
    let folder = Folder()
    try rule(in: folder, cases: "- {name: only, events: [{action: grant, role: owner}], expect: {findings: 1}}\n")
    let result = try Program.run("test", "--format", format, folder.path)
    #expect(result.status == 1)
    #expect(result.output.contains("one that expects none is missing"), "\(result.output)")
    if format == "junit" { #expect(result.output.contains("tests=\"2\" failures=\"1\"")) }
    try FileManager.default.removeItem(atPath: folder.path + "/rule/tests")
    let none = try Program.run("test", "--format", format, folder.path)
    #expect(none.status == 1)
    #expect(none.output.contains("there is none in"), "\(none.output)")
  }

  @Test(arguments: [
    "name: Owner\ncql: action=grant role=owner\nmitre_ids: [T1098]\n",
    "name: Owner\n$schema: https://schemas.humio.com/alert/v0.3.0\nthrottleTime: 1h\nqueryString: action=grant role=owner\n",
    "name: Owner\nseverity: 70\nsearch:\n  filter: action=grant role=owner\n  outcome: detection\n",
  ])
  func `a rule of another product is tested by the file beside it`(_ text: String) throws {
    let folder = Folder()
    try folder.write("owner.yaml", text)
    let without = try Program.run("test", folder.path)
    #expect(without.status == 1)
    #expect(without.output.contains("owner.test.yaml"), "\(without.output)")
    try folder.write("owner.test.yaml", cases)
    try folder.write("reader.ndjson", "{\"action\":\"grant\",\"role\":\"reader\"}\n")
    let severity = text.contains("70")
    let result = try Program.run("test", folder.path)
    // Without a severity of its own a rule is of medium.
    #expect(result.status == (severity ? 0 : 1), "\(result.output)\(result.errors)")
    if !severity { #expect(result.output.contains("expected severity high or more, found medium")) }
  }

  @Test func `a folder that is not there is wrong usage`() throws {
    #expect(try Program.run("test", "/nowhere/at/all").status == 3)
    #expect(try Program.run("test", "--watch", "--format", "json", ".").status == 3)
  }

  @Test func `watch runs again what lies beside a change, however the file was written, and ends with 130`() throws {
    let folder = Folder()
    try rule(in: folder)
    try folder.write("other/detection.yaml", manifest.replacing("owner-granted", with: "other"))
    try folder.write("other/query.cql", "action=grant role=owner\n")
    try folder.write("other/tests/cases.yaml", cases.replacing("file: reader.ndjson", with: "events: [{a: b}]"))
    let output = Folder()
    let path = try output.write("out", "")
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["test", "--watch", folder.path]
    process.standardOutput = FileHandle(forWritingAtPath: path)
    process.standardError = FileHandle(forWritingAtPath: try output.write("err", ""))
    try process.run()
    defer { if process.isRunning { process.terminate() } }
    func said() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
    func waits(for text: String) throws -> Bool {
      for _ in 0..<600 {
        if try said().contains(text) { return true }
        Thread.sleep(forTimeInterval: 0.1)
      }
      return false
    }
    #expect(try waits(for: "4 passed, 0 failed\nwatching"))
    try folder.write("rule/query.cql", "action=grant role=reader\n")
    #expect(try waits(for: "0 passed, 2 failed"))
    #expect(try said().contains("changed: \(folder.path)/rule/query.cql"))
    // As editors do it: a new file takes the old one's place.
    let replacement = try folder.write("rule/query.cql~", "action=grant role=owner\n")
    let old = folder.path + "/rule/query.cql"
    let renamed = unsafe rename(replacement, old)
    #expect(renamed == 0)
    #expect(try waits(for: "\n2 passed, 0 failed"))
    try folder.write("rule/detection.yaml", "id: [\n")
    #expect(try waits(for: "changed: \(folder.path)/rule/detection.yaml"))
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
  }

  @Test(arguments: ["[]", "\n- event: {rawString: 'a=1'}\n  assertions: null"])
  func `a script of a parser that does not compile ends with 2`(_ tests: String) throws {
    let folder = Folder()
    let parser = "name: p\n$schema: https://schemas.humio.com/parser/v0.3.0\nscript: |\n  groupBy(a)\ntestCases: \(tests)\n"
    try folder.write("parser.yaml", parser)
    let result = try Program.run("test", folder.path)
    #expect(result.status == 2)
    #expect(result.output.contains("the script does not compile: line 4: "), "\(result.output)")
  }

  @Test func `a query that does not compile ends with 2`() throws {
    let folder = Folder()
    try rule(in: folder, query: "groupBy(")
    #expect(try Program.run("test", folder.path).status == 2)
  }
}
