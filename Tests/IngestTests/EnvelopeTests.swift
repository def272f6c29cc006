import Foundation
import MartletColumns
import MartletIngest
import Testing

@Suite struct EnvelopeTests {
  private static let record = CloudTrailRecords.record("StopInstances", id: "e-7")

  /// A JSON text as a member of another.
  private static func quoted(_ text: String) -> String {
    let data = try? JSONEncoder().encode(text)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  private static let subscription =
    "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\"trail\",\"logEvents\":["
    + "{\"id\":\"1\",\"timestamp\":1,\"message\":\(quoted(record))},{\"id\":\"2\",\"timestamp\":2,\"message\":\(quoted(record))}]}"

  private static let ocsf =
    #"{"class_uid":6003,"activity_id":3,"time":1767604364000,"metadata":{"uid":"e-7","version":"1.1.0"},"api":{"operation":"StopInstances","service":{"name":"ec2.amazonaws.com"},"request":{"uid":"r-1","data":"{\"instancesSet\":{\"items\":[{\"instanceId\":\"i-1\"}]}}"}},"actor":{"user":{"uid":"arn:aws:iam::111122223333:user/ann","name":"ann","type":"IAMUser"}},"src_endpoint":{"ip":"198.51.100.7"},"cloud":{"region":"eu-west-1","account":{"uid":"111122223333"}},"http_request":{"user_agent":"cli"}}"#

  static let shapes: [(name: String, text: String, events: Int)] = [
    ("plain", record, 1),
    ("S3 delivery", "{\"Records\":[\(record),\(record)]}", 2),
    ("array", "[\(record)]", 1),
    ("pretty", record.replacing(",\"", with: ",\n  \""), 1),
    (
      "EventBridge",
      "{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.ec2\",\"detail\":\(record)}",
      1
    ),
    ("LookupEvents", "{\"EventId\":\"e-7\",\"EventName\":\"x\",\"CloudTrailEvent\":\(quoted(record))}", 1),
    ("LookupEvents list", "{\"Events\":[{\"EventId\":\"e-7\",\"CloudTrailEvent\":\(quoted(record))}]}", 1),
    ("subscription", subscription, 2),
    ("subscription, base64 of gzip", Compressed.base64(Compressed.gzip(subscription)), 2),
    ("function input", "{\"awslogs\":{\"data\":\"\(Compressed.base64(Compressed.gzip(subscription)))\"}}", 2),
    (
      "stream record",
      "{\"Records\":[{\"kinesis\":{\"data\":\"\(Compressed.base64(Compressed.gzip(subscription)))\"}}]}",
      2
    ),
    ("Lake row", "{\"eventData\":\(record)}", 1),
    ("Lake row with text", "{\"eventData\":\(quoted(record))}", 1),
    ("OCSF", ocsf, 1),
    (
      "older OCSF",
      ocsf.replacing("6003", with: "3005").replacing(
        "\"user\":{\"uid\"", with: "\"user\":{\"uid\":\"AIDAEXAMPLE\",\"uuid\""
      )
      .replacing(",\"data\":\"{\\\"instancesSet\\\":{\\\"items\\\":[{\\\"instanceId\\\":\\\"i-1\\\"}]}}\"", with: ""),
      1
    ),
  ]

  @Test(arguments: shapes.indices)
  func `a CloudTrail record is found in its envelope`(index: Int) {
    let shape = Self.shapes[index]
    let fields = ["OperationName", "event.id", "ActorUserName", "aid", "source.ip", "timestamp", "#event.dataset"]
    let reading = Reading(shape.text, fields: fields, whole: true)
    #expect(reading.rows.count == shape.events, "\(shape.name)")
    for row in reading.rows {
      #expect(row["OperationName"] == "StopInstances", "\(shape.name)")
      #expect(row["event.id"] == "e-7")
      #expect(row["ActorUserName"] == "ann")
      #expect(row["aid"] == "aws:111122223333")
      #expect(row["source.ip"] == "198.51.100.7")
      #expect(row["timestamp"] == "1767604364000")
      #expect(row["#event.dataset"] == "aws.cloudtrail")
      let isOCSF = shape.name.contains("OCSF")
      #expect(row[isOCSF ? "Vendor.api.operation" : "Vendor.eventName"] == "StopInstances", "\(shape.name)")
    }
    #expect(reading.problems == [])
  }

  @Test func `requests of OCSF are read from their text`() {
    #expect(Reading(Self.ocsf, fields: ["ResourceName"]).values("ResourceName") == ["i-1"])
  }

  @Test(arguments: [
    #"{"detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","detail":{"instance-id":"i-1","state":"stopped"}}"#,
    #"{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE: Checking health of destination"}]}"#,
    #"{"awsAccountId":"111122223333","digestStartTime":"2026-01-05T09:00:00Z","digestS3Object":"x","logFiles":[]}"#,
    #"{"eventVersion":"1.07","eventType":"AwsCloudTrailInsight","eventID":"x","insightDetails":{"state":"Start"},"eventCategory":"Insight"}"#,
  ])
  func `what is no event is ignored and not counted as unreadable`(text: String) {
    let reading = Reading(text, fields: ["OperationName"])
    #expect(reading.rows == [])
    #expect(reading.report.problems == [])
    #expect(reading.report.skippedRecords == 0)
  }

  @Test(arguments: [
    #"{"value":[{"a":1}],"records":[1,2],"message":{"data":"x"}}"#,
    #"{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AWS:X"}}"#,
    #"{"detail-type":"Order","source":"shop","detail":{"id":1}}"#,
    #"{"OperationName":"StopInstances","ResourceName":"i-1","aid":"aws:1","eventSource":"x"}"#,
  ])
  func `records that only look alike stay flat`(text: String) {
    let reading = Reading(text, fields: ["#event_simpleName"], whole: true)
    #expect(reading.rows.count == 1)
    #expect(reading.rows[0]["@rawstring"] == text)
    #expect(reading.rows[0].keys.contains { $0.hasPrefix("Vendor.") } == false)
  }

  @Test func `a line that only looks encoded is text`() {
    let reading = Reading("H4sInotbase64!\nH4sIAAAA\n", fields: ["@rawstring"])
    #expect(reading.values("@rawstring") == ["H4sInotbase64!", "H4sIAAAA"])
  }

  @Test func `gzip data cut off keeps its line, and what was read of an envelope's is not passed off as all`() {
    let whole = Compressed.gzip("{\"a\":1}\n{\"a\":2}\n")
    let cut = Data(whole.dropLast(6)).base64EncodedString()
    let line = Reading(cut + "\n", fields: ["a", "@rawstring"])
    #expect(line.rows == [["@rawstring": cut]])
    let envelope = Reading("{\"awslogs\":{\"data\":\"\(cut)\"}}\n", fields: ["a"])
    #expect(envelope.report.skippedRecords == 1)
  }

  @Test func `damaged envelopes are counted`() {
    let reading = Reading(
      "{\"awslogs\":{\"data\":\"!!\"}}\n{\"EventId\":\"x\",\"CloudTrailEvent\":\"{\\\"a\\\":\"}\n{\"a\":1}",
      fields: ["a"])
    #expect(reading.values("a") == ["1"])
    #expect(reading.report.skippedRecords == 2)
  }

  @Test func `shapes mix in one file`() {
    let text = Self.shapes.map(\.text).joined(separator: "\n") + "\nplain text\n{\"flat\":1}\n"
    let folder = Folder()
    let path = folder.write("mixed", text)
    for batchSize in [1, 3, 1000] {
      let request = ScanRequest(fields: ["OperationName", "flat", "@rawstring"], batchSize: batchSize)
      let reading = Reading(FileSource(paths: [path]), request)
      #expect(reading.rows.count == Self.shapes.map(\.events).reduce(0, +) + 2)
      #expect(reading.values("flat").last == "1")
      #expect(reading.values("@rawstring").suffix(2).first == "plain text")
      #expect(reading.problems == [])
    }
  }

  @Test func `a format that was asked for refuses others`() {
    let text = "{\"flat\":1}\n{\"eventName\":\"StopInstances\"}\n"
    let reading = Reading(text, fields: ["OperationName"], format: .cloudtrail)
    #expect(reading.values("OperationName") == ["StopInstances"])
    #expect(reading.problems == ["1: not a record of the cloudtrail format"])
  }
}
