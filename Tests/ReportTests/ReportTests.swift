import Foundation
import MartletDetections
import Testing

@testable import MartletReport

@Suite struct ReportTests {
  private static let line = """
    {"id":"f1","detection":"revert","technique":"T1578.004","catalogue":["AWS-2"],"severity":"high","title":"Root volume swapped",\
    "cloud":"aws","account":"111122223333","region":"eu-west-1","resource":"i-0abc","first":"2026-01-05T09:00:00.000Z",\
    "last":"2026-01-06T10:00:00.000Z","wiped":{"from":"2026-01-05T09:00:00.000Z","to":"2026-01-06T10:00:00.000Z","seconds":90000},\
    "disk":{"old":"vol-old","new":"vol-new","source":"snap-1","source_kind":"snapshot"},"actors":["mallory"],\
    "source_ips":["198.51.100.23"],"reasons":[{"effect":"base","text":"an older state"},{"effect":"+1","text":"deleted"}],\
    "steps":[{"time":"2026-01-05T09:00:00.000Z","event_id":"e1","action":"CreateSnapshot","resource":"snap-1","actor":"mallory"}],\
    "joins":["volume"],"missing":["the start"],"suppressed_by":null,"response":[{"step":"Lock it","command":"aws ec2 lock-snapshot"}]}
    """

  private func findings(_ count: Int = 1) throws -> [Finding] {
    let one = try #require(Finding.read(Array(Self.line.utf8))?.first)
    return (0..<count).map { index in
      var copy = one
      copy.id = "f\(index)"
      return copy
    }
  }

  private func html(_ findings: [Finding], _ activities: [String: Activity] = [:]) -> String {
    Report(findings, activities: activities, title: "Title", source: "a test", made: 0).html
  }

  @Test func `a finding reads as it was written`() throws {
    let finding = try #require(try findings().first)
    #expect(finding.wiped == Finding.Wiped(from: 1_767_603_600_000, to: 1_767_693_600_000))
    #expect(finding.disk == Finding.Disk(old: "vol-old", new: "vol-new", source: "snap-1", sourceKind: "snapshot"))
    #expect(finding.reasons.map(\.effect) == [.base, .raises])
    #expect(Finding.read(Array("{\"eventName\":\"StopInstances\"}".utf8)) == nil)
  }

  @Test func `the story is there: drawing, timeline, evidence, what to do`() throws {
    let text = html(try findings())
    for part in ["class=\"graph\"", "class=\"timeline\"", "class=\"wiped\"", "1 d 1 h", "vol-old", "vol-new", "snap-1", "e1", "aws ec2 lock-snapshot", "the start"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.contains("default-src &#39;none&#39;"))
    #expect(!text.contains("<script") && !text.contains("http://") && !text.contains("https://"))
  }

  @Test func `a hostile value stays text`() throws {
    var finding = try #require(try findings().first)
    finding.resource = "<script>alert(1)</script>"
    finding.title = "\"><img src=x onerror=alert(1)>"
    finding.actors = ["a\u{202E}b\u{0}c", String(repeating: "x", count: 200_000)]
    finding.disk = Finding.Disk(old: "' onload='x", new: "&lt;", source: "</svg><script>", sourceKind: "snap<shot")
    let text = html([finding])
    #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("</svg><script"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(text.contains("&amp;lt;"))
    #expect(!text.unicodeScalars.contains("\u{202E}") && !text.unicodeScalars.contains("\u{0}"))
    #expect(text.contains("cut; 200007 characters in all"))
    #expect(text.utf8.count < 60_000)
  }

  @Test func `nothing found is said`() {
    #expect(html([]).contains("No instance was found to be brought back"))
  }

  @Test func `of many the worst are told in full, and the rest is said to be listed`() throws {
    let text = html(try findings(130))
    #expect(text.components(separatedBy: "class=\"graph\"").count == 101)
    #expect(text.contains("30 findings of lower severity stand in the list above only"))
  }

  @Test func `what the actors did is told, and what is left out`() throws {
    let entry = Activity.Entry(
      time: 1_767_603_700_000, actor: "mallory", action: "GetSecretValue", resource: "db", address: "", outcome: "success",
      eventID: "e7")
    let text = html(try findings(), ["f0": Activity(entries: [entry], left: 3)])
    #expect(text.contains("GetSecretValue") && text.contains("3 more events are not shown"))
    #expect(html(try findings()).contains("Only the finding was given"))
  }

  @Test func `durations have two units`() {
    #expect(ReportTime.duration(90_061_000) == "1 d 1 h")
    #expect(ReportTime.duration(59_000) == "59 s")
    #expect(ReportTime.duration(3_600_000) == "1 h")
    #expect(ReportTime.duration(-5) == "0 s")
  }
}
