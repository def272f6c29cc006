import Foundation
import Testing

@Suite struct `Rules in formats of other products` {
  private let rule = """
    name: Failures
    $schema: https://schemas.humio.com/alert/v0.3.0
    throttleTime: 1h
    queryString: |-
      action=login && outcome=failure
      | $"acme/trail:People"()
      | event_simpleName=x

    """
  private let saved = """
    name: People
    $schema: https://schemas.humio.com/query/v0.3.0
    queryString: user != /^svc-/

    """

  @Test func `check tells places of the YAML file and mends it there`() throws {
    let folder = Folder()
    let path = try folder.write("alerts/failures.yaml", rule)
    try folder.write("queries/people.yaml", saved)
    try folder.write("dashboards/d.yaml", "$schema: https://schemas.humio.com/dashboard/v0.20.0\nname: d\n")
    let result = try Program.run("check", "--format", "github", folder.path)
    #expect(result.status == 0)
    #expect(result.output.contains("line=5,col=16"))
    #expect(result.output.contains("line=7,col=5"))
    #expect(!result.output.contains("unknown-saved-query"))
    #expect(try Program.run("check", "--fix", "-q", folder.path).status == 0)
    let mended = rule.replacing("&&", with: "and").replacing("event_simple", with: "#event_simple")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == mended)
  }

  @Test func `a query reads saved queries from a package`() throws {
    let folder = Folder()
    try folder.write("package/queries/people.yaml", saved)
    let input = #"{"user": "ann"} {"user": "svc-1"}"#.replacing("} {", with: "}\n{")
    let result = try Program.run(
      ["query", "--saved-queries", folder.path, "$People() | count()", "-o", "csv", "-"], input: input)
    #expect(result.output.split(whereSeparator: \.isNewline) == ["_count", "1"])
    #expect(result.status == 0)
  }

  @Test func `detect runs a rule from its file`() throws {
    let folder = Folder()
    let path = try folder.write("failures.yaml", "name: Failures\ncql: outcome=failure\nmitre_ids: [T1110]\n")
    let logs = try folder.write("log.ndjson", "{\"outcome\":\"failure\",\"user\":\"ann\"}\n{\"outcome\":\"success\"}\n")
    let result = try Program.run("detect", "--detections", path, "-o", "ndjson", logs)
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(result.output.contains(#""catalogue":[]"#))
    #expect(result.output.contains(#""technique":"T1110""#))
    #expect(result.output.contains(#""wiped":null,"disk":null"#))
  }

  @Test func `a rule that does not compile is told of in its file`() throws {
    let folder = Folder()
    let path = try folder.write("x.yaml", "name: x\ncql: |\n  a=1\n  | goupBy(b)\n")
    let logs = try folder.write("log.ndjson", "{\"a\":\"1\"}\n")
    let result = try Program.run("detect", "--detections", path, logs)
    #expect(result.status == 2)
    #expect(result.errors.contains("x.yaml:4:5"))
    #expect(try Program.run("check", path).status == 2)
  }

  @Test func `a rule without tests fails, a saved query does not`() throws {
    let folder = Folder()
    try folder.write("failures.yaml", rule)
    #expect(try Program.run("test", folder.path).status == 1)
    try folder.write("failures.yaml", saved)
    let result = try Program.run("test", folder.path)
    #expect(result.status == 0)
  }

  @Test func `YAML that holds no query is named`() throws {
    let folder = Folder()
    let path = try folder.write("x.yaml", "a: 1\n")
    let result = try Program.run("check", path)
    #expect(result.status == 4)
    #expect(result.errors.contains("x.yaml"))
  }

  /// Every file the page shows, in one folder: its tests pass.
  @Test func `the page about foreign rules is true`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/foreign-rules.md")
    let folder = Folder()
    var name: String?
    var content: String?
    var files = 0
    for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```yaml" {
        content = ""
      } else if line == "```", let text = content, let file = name {
        try folder.write(file, text)
        files += 1
        content = nil
      } else if content != nil {
        content? += line + "\n"
      } else if line.hasPrefix("`"), line.hasSuffix(".yaml`:") {
        name = String(line.dropFirst().dropLast(2))
      }
    }
    #expect(files == 4)
    let result = try Program.run("test", folder.path)
    #expect(result.status == 0)
    #expect(result.output.contains("5 passed, 0 failed"))
    #expect(try Program.run("check", "--strict", folder.path).output.isEmpty)
  }
}
