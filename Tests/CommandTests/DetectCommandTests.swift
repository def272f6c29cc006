import Foundation
import Testing

@Suite struct DetectCommandTests {
  private func records(of scenario: String) throws -> String {
    let result = try Program.run("simulate", scenario, "--seed", "7")
    #expect(result.status == 0)
    return result.output
  }

  @Test(arguments: ["T1", "T2", "T3", "T4"]) func `a published test is found, and ends with 1 where asked to`(
    _ scenario: String
  ) throws {
    let records = try records(of: scenario)
    let result = try Program.run("detect", "-o", "ndjson", "-", input: records)
    #expect(result.status == 0)
    let line = try #require(result.output.split(separator: "\n").first)
    let finding = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(finding["technique"] as? String == "T1578.004")
    #expect((finding["steps"] as? [[String: Any]])?.isEmpty == false)
    #expect(try Program.run("detect", "--fail-on", "info", "-", input: records).status == 1)
  }

  @Test func `no input and no finding are no error`() throws {
    let result = try Program.run("detect", "--fail-on", "info", "-o", "ndjson", "-", input: "")
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
  }

  @Test func `a bad record is named and the finding stays`() throws {
    let result = try Program.run("detect", "-o", "ndjson", "-", input: "{\"a\":\n" + (try records(of: "T2")))
    #expect(result.status == 4)
    #expect(result.output.contains("T1578.004"))
    #expect(result.errors.contains("record 1"))
  }

  @Test func `wrong usage ends with 3`() throws {
    #expect(try Program.run("detect", "--fail-on", "awful", "-", input: "").status == 3)
    #expect(try Program.run("detect", "--detections", "/no/such/folder", "-", input: "").status != 0)
    #expect(try Program.run("simulate", "NOPE").status == 3)
  }

  @Test func `parameters, saved queries and strictness reach the rules`() throws {
    let folder = Folder()
    try folder.write("rules/watched.yaml", "name: watched\ncql: 'user=?who | $known()'\n")
    try folder.write("saved/known.cql", "x=1")
    let rules = ["detect", "-o", "ndjson", "--detections", folder.path + "/rules", "--saved-queries", folder.path + "/saved"]
    let events = #"{"user": "ann", "x": "1"}"# + "\n" + #"{"user": "bob", "x": "1"}"#
    let result = try Program.run(rules + ["--param", "who=ann", "-"], input: events)
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(try Program.run(rules + ["-"], input: events).status == 2)
    try folder.write("rules/watched.yaml", "name: watched\ncql: 'user=ann | where x = 1'\n")
    #expect(try Program.run(rules + ["-"], input: events).status == 0)
    #expect(try Program.run(rules + ["--strict", "-"], input: events).status == 2)
  }

  @Test func `SARIF has what the format asks for, and says what is suppressed`() throws {
    let folder = Folder()
    try folder.write(
      "tuning.yaml",
      "entries:\n  - {name: lab, owner: ida, reason: a test, expires: 2099-01-01, accounts: ['111122223333'], catalogue: [AWS-2]}\n")
    let records = try records(of: "T2")
    let arguments = ["detect", "--format", "sarif", "--tuning", folder.path + "/tuning.yaml"]
    let hidden = try Program.run(arguments + ["--fail-on", "info", "-"], input: records)
    #expect(hidden.status == 0)
    let shown = try Program.run(arguments + ["--show-suppressed", "-"], input: records)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
    #expect(document["version"] as? String == "2.1.0")
    #expect((document["$schema"] as? String)?.contains("2.1.0") == true)
    let run = try #require((document["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "martlet")
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 1)
    for result in results {
      #expect((result["message"] as? [String: Any])?["text"] is String)
      #expect(rules.contains(try #require(result["ruleId"] as? String)))
      #expect(["none", "note", "warning", "error"].contains(try #require(result["level"] as? String)))
      let suppressions = try #require(result["suppressions"] as? [[String: Any]])
      #expect(suppressions.first?["kind"] as? String == "external")
      #expect((suppressions.first?["justification"] as? String)?.contains("lab") == true)
    }
  }

  @Test func `a tuning file that is wrong ends with 3 and names file, line and key`() throws {
    let folder = Folder()
    let path = try folder.write("tuning.yaml", "entries:\n  - name: e\n    owner: ida\n    reason: x\n    expires: 2099-01-01\n    network: [10.0.0.0/8]\n")
    let result = try Program.run("detect", "--tuning", path, "-", input: "")
    #expect(result.status == 3)
    #expect(result.errors.contains("tuning.yaml:6: entries[0].network: there is no such key"))
    let check = try Program.run("check", path)
    #expect(check.status == 2)
    #expect(check.errors.contains("entries[0].network") || check.output.contains("entries[0].network"))
    #expect(try Program.run("detect", "--tuning", "/no/such/file.yaml", "-", input: "").status == 3)
  }

  @Test func `a baseline is learnt, added to and used`() throws {
    let folder = Folder()
    let path = folder.path + "/usual.json"
    let noise = try Program.run("simulate", "--noise", "2000", "--seed", "4").output
    let first = try Program.run("detect", "--learn-baseline", path, "-o", "ndjson", "-", input: noise)
    #expect(first.status == 0)
    #expect(first.errors.contains("knows"))
    let once = try String(contentsOfFile: path, encoding: .utf8)
    #expect(once.contains("\"format\": \"martlet-baseline\""))
    #expect(try Program.run("detect", "--learn-baseline", path, "-o", "ndjson", "-", input: noise).status == 0)
    let twice = try String(contentsOfFile: path, encoding: .utf8)
    #expect(twice != once)
    #expect(twice.split(separator: "\n").count == once.split(separator: "\n").count)
    #expect(try Program.run("detect", "--baseline", path, "-o", "ndjson", "-", input: try records(of: "T2")).status == 0)
    try folder.write("broken.json", "{}")
    #expect(try Program.run("detect", "--baseline", folder.path + "/broken.json", "-", input: "").status == 3)
  }
}
