import MartletColumns
import MartletIngest
import Testing

@Suite struct PrefilterTests {
  /// Records of every shape, flat ones and text.
  private static let corpus: [String] =
    EnvelopeTests.shapes.map { $0.text.replacing("\n", with: " ") }
    + [
      AzureTests.exported, AzureTests.tabular, AzureTests.snake, AzureTests.alert, AzureTests.grid,
      AzureTests.record("Started", id: "d-1", second: 10), AzureTests.record("Succeeded", id: "d-2", second: 12),
      GCPTests.entry("v1.compute.disks.insert", operation: #","operation":{"id":"op-1","first":true}"#),
      GCPTests.entry("v1.compute.disks.insert", operation: #","operation":{"id":"op-1","last":true}"#, id: "n-2"),
      CloudTrailRecords.stop,
      CloudTrailRecords.record(
        "RunInstances",
        identity:
          #"{"type":"AssumedRole","principalId":"AROAEXAMPLE:alice","sessionContext":{"sessionIssuer":{"userName":"Ops"}}}"#,
        source: "ec2.amazonaws.com", extra: #","errorCode":"Client.UnauthorizedOperation""#, id: "e-9"),
      CloudTrailRecords.record(
        "CreateVolume", request: #"{"snapshotId":"snap-0a"}"#, response: #"{"volumeId":"vol-9"}"#),
      #"{"a":"needle","b":{"c":"hay"},"data":"x"}"#, #"{"a":"nee\u0064le"}"#,
      #"{"OperationName":"StopInstances","aid":"x:1"}"#,
      "a line with a needle", #"{"broken":"#,
    ]

  private static func path(in folder: Folder) -> String {
    folder.write("corpus", corpus.joined(separator: "\n"))
  }

  private static let fields = [
    "#event_simpleName", "#event.outcome", "aid", "timestamp", "ActorUserName", "OperationName", "ResourceType",
    "ResourceName", "cloud.provider", "cloud.account.id", "cloud.region", "event.action", "event.provider", "event.id",
    "user.id", "user.name", "source.ip", "source.domain", "user_agent.original", "actor.is_service", "cloud.op.group",
    "operation.phases", "error.code", "lineage.source_kind", "lineage.source_id", "lineage.instance_id",
    "lineage.volume_id", "lineage.prev_state", "cloud.resource.id", "a", "b.c", "eventName", "Vendor.userIdentity.arn",
    "@timestamp",
  ]

  /// Parts of a text: the whole, its end, and its middle.
  private static func parts(of value: String) -> [String] {
    let half = value.count / 2
    let all = [value, String(value.suffix(half)), String(value.dropFirst(2).prefix(5))]
    return all.filter { !$0.isEmpty }
  }

  @Test(arguments: ScanRequest.View.allCases)
  func `no event that meets the condition is lost`(view: ScanRequest.View) {
    let folder = Folder()
    let source = FileSource(paths: [Self.path(in: folder)])
    let all = Reading(source, ScanRequest(view: view, fields: Self.fields)).rows
    #expect(all.count > 30)
    for field in Self.fields {
      for value in Set(all.compactMap { $0[field] }) {
        for part in Self.parts(of: value) {
          let wanted = all.filter { $0[field]?.contains(part) == true }
          let filter = Prefilter.field(field, containsAnyOf: [Prefilter.Literal(Array(part.utf8))])
          let found = Reading(source, ScanRequest(view: view, fields: Self.fields, prefilter: filter)).rows
            .filter { $0[field]?.contains(part) == true }
          #expect(found == wanted, "\(field) contains \(part)")
        }
      }
    }
  }

  @Test(arguments: ScanRequest.View.allCases)
  func `no event is lost to a search in all fields`(view: ScanRequest.View) {
    let folder = Folder()
    let source = FileSource(paths: [Self.path(in: folder)])
    let request = ScanRequest(view: view, needsEvents: true)
    let all = Reading(source, request, materialising: true).rows
    let values = Set(all.flatMap { $0.filter { !$0.key.hasPrefix("#") && !$0.key.hasPrefix("@") }.values })
    for value in values {
      for part in Self.parts(of: value).prefix(2) {
        var filtered = request
        filtered.prefilter = .anyField(containsAnyOf: [Prefilter.Literal(Array(part.utf8))])
        let meets = { (row: Row) in
          row.contains { !$0.key.hasPrefix("#") && $0.key != "@timestamp" && $0.value.contains(part) }
        }
        #expect(Reading(source, filtered, materialising: true).rows.filter(meets) == all.filter(meets), "\(part)")
      }
    }
  }

  @Test func `records that cannot meet the condition are not parsed`() {
    let folder = Folder()
    let lines = (0..<100).map { "{\"op\":\"\($0 % 10 == 0 ? "Stop" : "Start")\",\"n\":\($0)}" }
    let path = folder.write("x", lines.joined(separator: "\n"))
    let stop = Prefilter.field("op", containsAnyOf: [Prefilter.Literal(Array("STOP".utf8), ignoresCase: true)])
    let reading = Reading(FileSource(paths: [path]), ScanRequest(fields: ["n"], prefilter: stop))
    #expect(reading.values("n") == (0..<10).map { "\($0 * 10)" })
    #expect(reading.report.prefiltered == 90)
    #expect(reading.report.records == 100)
    #expect(reading.report.skippedRecords == 0)
    let both = Prefilter.all([stop, .field("n", containsAnyOf: [Prefilter.Literal(Array("5".utf8))])])
    #expect(Reading(FileSource(paths: [path]), ScanRequest(fields: ["n"], prefilter: both)).values("n") == ["50"])
    let either = Prefilter.any([stop, .field("#event.outcome", containsAnyOf: [Prefilter.Literal(Array("x".utf8))])])
    #expect(Reading(FileSource(paths: [path]), ScanRequest(fields: ["n"], prefilter: either)).rows.count == 100)
  }

  @Test func `CloudTrail records are filtered, phases are judged together`() {
    let folder = Folder()
    let records = (0..<50).map { CloudTrailRecords.record($0 == 7 ? "StopInstances" : "StartInstances", id: "e-\($0)") }
    let trail = folder.write("t", "{\"Records\":[\(records.joined(separator: ","))]}")
    let stop = Prefilter.field("OperationName", containsAnyOf: [Prefilter.Literal(Array("StopInst".utf8))])
    let reading = Reading(FileSource(paths: [trail]), ScanRequest(fields: ["event.id"], prefilter: stop))
    #expect(reading.values("event.id") == ["e-7"])
    #expect(reading.report.prefiltered == 49)
    let phases = [
      GCPTests.entry(
        "v1.compute.disks.insert", request: #"{"x":"needle"}"#, operation: #","operation":{"id":"1","first":true}"#),
      GCPTests.entry("v1.compute.disks.insert", operation: #","operation":{"id":"1","last":true}"#, id: "n-9"),
      GCPTests.entry("v1.compute.disks.insert", operation: #","operation":{"id":"2","last":true}"#, id: "n-8"),
    ]
    let log = folder.write("g", phases.joined(separator: "\n"))
    let needle = Prefilter.field(
      "Vendor.protoPayload.request.x", containsAnyOf: [Prefilter.Literal(Array("needle".utf8))])
    #expect(
      Reading(FileSource(paths: [log]), ScanRequest(fields: ["event.id"], prefilter: needle)).values("event.id")
        == ["n-9"])
  }

  @Test func `letters that fold to ASCII ones are not lost`() {
    let folder = Folder()
    let lines = ["{\"OperationName\":\"\u{17F}top\",\"n\":1}", #"{"OperationName":"Start","n":2}"#, "{\"a\":\"\u{212A}ill\",\"n\":3}"]
    let path = folder.write("x", lines.joined(separator: "\n"))
    for (field, word, number) in [("OperationName", "stop", "1"), ("a", "kill", "3")] {
      let filter = Prefilter.field(field, containsAnyOf: [Prefilter.Literal(Array(word.utf8), ignoresCase: true)])
      let reading = Reading(FileSource(paths: [path]), ScanRequest(fields: ["n"], prefilter: filter))
      #expect(reading.values("n").contains(number))
      #expect(reading.report.prefiltered > 0)
    }
  }

  @Test func `any number of operations is looked for at once, wherever a record names them`() {
    let folder = Folder()
    let wanted = (0..<60).map { Prefilter.Literal(Array("Operation\($0)".utf8)) }
    let records = (0..<100).map { CloudTrailRecords.record($0 % 50 == 0 ? "Operation7" : "Other\($0)", id: "e-\($0)") }
    let trail = folder.write("t", "{\"Records\":[\(records.joined(separator: ","))]}")
    let condition = Prefilter.field("OperationName", containsAnyOf: wanted)
    let reading = Reading(FileSource(paths: [trail]), ScanRequest(fields: ["event.id"], prefilter: condition))
    #expect(reading.values("event.id") == ["e-0", "e-50"])
    #expect(reading.report.prefiltered == 98)

    let phases = ["v1.compute.disks.insert", "v1.compute.Operation9.insert"].enumerated().flatMap { number, method in
      [
        GCPTests.entry(method, operation: #","operation":{"id":"\#(number)","first":true}"#, id: "\(number)-first"),
        GCPTests.entry(method, operation: #","operation":{"id":"\#(number)","last":true}"#, id: "\(number)-last"),
      ]
    }
    let log = folder.write("g", phases.joined(separator: "\n"))
    let merged = Reading(
      FileSource(paths: [log]), ScanRequest(fields: ["event.id", "operation.phases"], prefilter: condition))
    #expect(merged.values("event.id") == ["1-last"])
    #expect(merged.values("operation.phases") == ["first,last"])
    #expect(merged.report.prefiltered == 2)
  }
}
