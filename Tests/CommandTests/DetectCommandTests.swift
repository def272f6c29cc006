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
}
