import MartletColumns
import MartletIngest
import Testing

@Suite struct ArchiveTests {
  @Test func `days outside the interval are not opened, and one day beside it is`() {
    let folder = Folder()
    for day in 1...9 {
      folder.write(
        "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/0\(day)/file.json.gz",
        Compressed.gzip("{\"Records\":[\(CloudTrailRecords.record("StopInstances", id: "e-\(day)"))]}"))
    }
    folder.write("AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/01/05/digest.json", "{\"x\":1}")
    folder.write("AWSLogs/111122223333/CloudTrail-Insight/eu-west-1/2026/01/05/insight.json", "{\"x\":1}")
    folder.write("AWSLogs/111122223333/CloudTrail/readme.json", "{\"eventID\":\"flat\"}")
    // From noon of the 5th to noon of the 6th.
    let interval: Range<Int64> = 1_767_614_400_000..<1_767_700_800_000
    let request = ScanRequest(fields: ["event.id"], interval: interval)
    let reading = Reading(FileSource(paths: [folder.path]), request)
    #expect(reading.values("event.id") == ["e-4", "e-5", "e-6", "e-7", nil])
    #expect(Reading(FileSource(paths: [folder.path]), ScanRequest(fields: ["event.id"])).rows.count == 10)
  }
}
