import Foundation
import Testing

@Suite struct CheckCommandTests {
  /// The published detection's query, as it was published.
  private let published = """
    #event_simpleName = "CloudResourceModification"
    | OperationName = /(?i)(snapshot|virtualMachine|instance|compute|create|delete|modify|revert)/
    | ActorUserName != /(?i)(backup|automation|serviceaccount|scheduler)/
    | groupBy([aid, ActorUserName, OperationName, ResourceType, ResourceName], function=[count(as=OpCount), min(timestamp, as=FirstSeen)])
    | case {
    OperationName = /(?i)(delete|destroy|terminate)/ => RiskScore := "High";
    OperationName = /(?i)(snapshot|create)/ => RiskScore := "Medium";
    * => RiskScore := "Low";
    }
    | where RiskScore in ("High", "Medium")
    | table([ActorUserName, OperationName, ResourceType, ResourceName, OpCount, RiskScore, FirstSeen])
    | sort(RiskScore)

    """

  private func diagnostics(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func `a clean query says nothing`() throws {
    let result = try Program.run("check", "-", input: "#repo=trail | groupBy(user)")
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors.isEmpty)
  }

  @Test func `the published query is read, with a note for each extension`() throws {
    let result = try Program.run("check", "--format", "json", "-", input: published)
    #expect(result.status == 0)
    let found = try diagnostics(result.output)
    let places = found.compactMap { item -> String? in
      guard let code = item["code"] as? String, let line = item["line"] as? Int, let column = item["column"] as? Int,
        let endColumn = item["endColumn"] as? Int
      else { return nil }
      return "\(code) \(line):\(column)-\(endColumn)"
    }
    #expect(places.contains("case-arrow 6:50-52"))
    #expect(places.contains("case-arrow 7:41-43"))
    #expect(places.contains("case-arrow 8:3-5"))
    #expect(places.contains("where-step 10:3-8"))
    #expect(places.contains("infix-in 10:9-40"))
    #expect(places.contains("sorts-words 12:8-17"))
  }

  @Test func `strictly, the published query does not compile`() throws {
    let result = try Program.run("check", "--strict", "-", input: published)
    #expect(result.status == 2)
  }

  @Test func `the fixes of the published query make it strict`() throws {
    let folder = Folder()
    let file = try folder.write("seed.cql", published)
    #expect(try Program.run("check", "--fix", "-q", file).status == 0)
    let result = try Program.run("check", "--strict", "--format", "json", file)
    #expect(result.status == 0)
    #expect(!result.output.contains("\"severity\":\"error\""))
  }

  @Test func `a folder is searched for queries`() throws {
    let folder = Folder()
    try folder.write("a/good.cql", "count()")
    try folder.write("b/bad.cql", "count(")
    let result = try Program.run("check", "--format", "github", folder.path)
    #expect(result.status == 2)
    #expect(result.output.contains("::error file="))
    #expect(result.output.contains("b/bad.cql"))
    #expect(!result.output.contains("a/good.cql"))
  }

  @Test func `SARIF and JUnit are well formed`() throws {
    let sarif = try Program.run("check", "--format", "sarif", "-", input: "user = 'x'")
    #expect(try JSONSerialization.jsonObject(with: Data(sarif.output.utf8)) is [String: Any])
    #expect(sarif.output.contains("\"ruleId\""))
    let junit = try Program.run("check", "--format", "junit", "-", input: "user = 'x'")
    #expect(junit.output.contains("failures=\"1\""))
  }

  @Test func `what may be on the server is a warning`() throws {
    let result = try Program.run("check", "--format", "json", "-", input: "$\"team/enrich\"() | user=?who")
    #expect(result.status == 0)
    #expect(result.output.contains("\"unknown-saved-query\""))
    #expect(result.output.contains("\"missing-parameter\""))
  }

  @Test func `a description names bounds and choices, and how eval is written`() throws {
    let number = try Program.run("functions", "parseInt").output
    #expect(number.contains("radix (whole number from 2 to 36; default 16)"))
    #expect(number.contains("endian (one of big, little; default big)"))
    #expect(try Program.run("functions", "eval").output.hasPrefix("eval(name=…, …)\n"))
    let catalogue = try Program.run("functions", "parseInt", "--json").output
    #expect(catalogue.contains(#""minimum":2,"maximum":36"#))
  }

  @Test func `functions are described`() throws {
    let result = try Program.run("functions", "GROUPBY")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("groupBy(field, [function=…], [limit=…])"))
    let list = try Program.run("functions", "--json")
    #expect(try JSONSerialization.jsonObject(with: Data(list.output.utf8)) is [String: Any])
    #expect(try Program.run("functions", "nothing").status == 3)
  }

  @Test func `a plan is explained`() throws {
    let result = try Program.run("explain", "#event_simpleName=CloudResourceModification | groupBy(aid)")
    #expect(result.status == 0)
    #expect(result.output.contains("view       resources"))
    #expect(result.output.contains("fields     #event_simpleName, aid"))
  }

  @Test func `the query of a reference detection is not held to what LogScale accepts`() throws {
    let folder = Folder()
    try folder.write("rule/query.cql", "a=1 | where b = 2")
    #expect(try Program.run("check", "--strict", folder.path).status == 2)
    let manifest = """
      id: 00000000-0000-4000-8000-000000000001
      name: published
      title: As it was published
      status: STATUS
      severity: low
      attack: {technique: T1578.004, tactics: [defense-evasion]}
      description: Kept as it is.

      """
    try folder.write("rule/detection.yaml", manifest.replacing("STATUS", with: "stable"))
    #expect(try Program.run("check", "--strict", folder.path).status == 2)
    try folder.write("rule/detection.yaml", manifest.replacing("STATUS", with: "reference"))
    #expect(try Program.run("check", "--strict", folder.path).status == 0)
  }

  @Test(arguments: ["text", "json", "sarif", "github", "junit"])
  func `what a fix leaves is told in the mended text`(_ format: String) throws {
    let folder = Folder()
    let path = try folder.write("f.cql", "a-b > c")
    let result = try Program.run("check", "--fix", "--format", format, path)
    #expect(result.status == 2)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "\"a-b\" > c")
    let text = result.output + result.errors
    switch format {
    case "text": #expect(text.contains("f.cql:1:9\n    |\n  1 | \"a-b\" > c\n    |         ^\n"), "\(text)")
    case "json": #expect(text.contains(#""line":1,"column":9,"endLine":1,"endColumn":10"#), "\(text)")
    case "sarif": #expect(text.contains(#""startLine":1,"startColumn":9,"endLine":1,"endColumn":10"#), "\(text)")
    case "github": #expect(text.contains("line=1,col=9,endLine=1,endColumn=10"), "\(text)")
    default: #expect(text.contains("1:9: "), "\(text)")
    }
  }

  @Test func `a query on standard input passes through, and the report goes to standard error`() throws {
    let mended = try Program.run("check", "--fix", "--format", "json", "-", input: "a-b > c")
    #expect(mended.output == "\"a-b\" > c")
    #expect(try diagnostics(mended.errors).count == 1)
    let clean = try Program.run("check", "--fix", "-", input: "a=1")
    #expect(clean.output == "a=1")
    #expect(clean.errors.isEmpty)
  }

  @Test func `YAML of tests holds no query`() throws {
    let folder = Folder()
    let path = try folder.write("x.test.yaml", "- {name: a, expect: none}\n")
    let result = try Program.run("check", "--fix", path)
    #expect(result.status == 4)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "- {name: a, expect: none}\n")
  }

  @Test func `a lookup file that is not at hand is a warning`() throws {
    let folder = Folder()
    let path = try folder.write("rule.cql", "match(file=\"owners.csv\", field=a) | readFile([owners.csv, other.csv])\n")
    try folder.write("tables/owners.csv", "a,b\n")
    let query = "defineTable({a=1}, name=t, include=a) | match(file=\"owners.csv\", field=a) | match(file=t, field=a)"
    let none = try diagnostics(try Program.run("check", "--format", "json", path, in: folder).output)
    #expect(none.contains { $0["code"] as? String == "missing-lookup" && $0["severity"] as? String == "warning" })
    let beside = try Program.run("check", "--format", "json", "-", input: query, in: folder)
    #expect(beside.status == 0)
    #expect(beside.output.contains("the lookup file 'owners.csv' is not in the current folder\""), "\(beside.output)")
    #expect(try diagnostics(beside.output).count { $0["code"] as? String == "missing-lookup" } == 1)
    let tables = folder.path + "/tables"
    let named = try Program.run("check", "--lookups", tables, "--format", "json", "-", input: query)
    #expect(!named.output.contains("missing-lookup"))
    let elsewhere = try Program.run("check", "--lookups", tables, "-", input: "lookup(x.csv, on=a)")
    #expect(!elsewhere.errors.contains("missing-lookup") || elsewhere.errors.contains("is not in '\(tables)'"))
    try folder.write("owners.csv", "a,b\n")
    #expect(try !Program.run("check", "--format", "json", "-", input: query, in: folder).output.contains("missing-lookup"))
    #expect(try Program.run("check", "--lookups", "/nowhere", path).status == 3)
  }

  @Test func `of a long line the part around a problem is shown`() throws {
    let query = String(repeating: "a=1 ", count: 100) + "u=\"ü\" && b=1 " + String(repeating: "c=1 ", count: 100)
    let result = try Program.run("check", "-", input: query)
    #expect(result.errors.contains("-:1:407\n"), "\(result.errors)")
    let lines = result.errors.split(separator: "\n")
    let shown = try #require(lines.first { $0.hasPrefix("  1 | ") })
    #expect(shown.hasPrefix("  1 | …") && shown.hasSuffix("…") && shown.count < 260)
    let carets = try #require(lines.first { $0.contains("^") })
    let column = carets.distance(from: carets.startIndex, to: try #require(carets.firstIndex(of: "^")))
    #expect(shown.dropFirst(column).hasPrefix("&& b=1"))
  }

  /// Each of these took half a minute or more when its time was quadratic.
  static let longQueries: [String] = {
    func steps(_ step: (Int) -> String) -> String { (0..<4000).map(step).joined(separator: "\n| ") }
    return [
      Array(repeating: "a=1", count: 5000).joined(separator: " && "), steps { _ in "a=1" },
      steps { "a\($0)!=1" } + "\n| count()", steps { "?p\($0)=1" }, "groupBy(a)\n| " + steps { "b\($0)=1" },
      steps { _ in "case { a=1 | b:=1; * }" },
    ]
  }()

  @Test(.timeLimit(.minutes(1)), arguments: longQueries)
  func `long queries are checked in time`(_ query: String) throws {
    #expect(try Program.run("check", "--format", "json", "-", input: query).status != 3)
  }
}
