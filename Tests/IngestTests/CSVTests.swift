import MartletColumns
import MartletIngest
import Testing

@Suite struct CSVTests {
  @Test func `the header names the fields`() {
    let text = "time,user,note\r\n2024-02-29,ann,\"a, \"\"b\"\"\"\r\n2024-03-01,,\"two\nlines\"\n\n1,short\n1,2,3,4\n"
    let reading = Reading(text, fields: ["user", "note", "@timestamp"], name: "log.csv")
    #expect(
      reading.rows == [
        ["user": "ann", "note": "a, \"b\"", "@timestamp": "1709164800000"],
        ["user": "", "note": "two\nlines", "@timestamp": "1709251200000"],
        ["user": "short", "@timestamp": "1000"],
        ["user": "2", "note": "3", "@timestamp": "1000"],
      ])
  }

  @Test func `the format can be asked for`() {
    let reading = Reading("a,b\n{x},2\n", fields: ["a", "b", "@rawstring"], format: .csv)
    #expect(reading.rows == [["a": "{x}", "b": "2", "@rawstring": "{x},2"]])
  }

  @Test func `whole events hold all columns`() {
    let reading = Reading("a,b,time\n1,2,1970-01-01T00:00:02Z\n", whole: true, name: "x.csv")
    #expect(
      reading.rows == [
        [
          "a": "1", "b": "2", "time": "1970-01-01T00:00:02Z", "@timestamp": "2000",
          "@rawstring": "1,2,1970-01-01T00:00:02Z",
        ]
      ])
  }

  @Test func `rows do not depend on windows`() {
    let folder = Folder()
    let text = "n,text\n" + (0..<2000).map { "\($0),\"line\n\(String(repeating: "x", count: $0 % 90))\"\n" }.joined()
    let path = folder.write("rows.csv", text)
    var limits = ReadLimits()
    limits.window = 1000
    limits.piece = 4000
    let request = ScanRequest(fields: ["n", "text"], batchSize: 100)
    let small = Reading(FileSource(paths: [path], limits: limits), request, workers: 4)
    #expect(small.rows == Reading(FileSource(paths: [path]), ScanRequest(fields: ["n", "text"])).rows)
    #expect(small.rows.count == 2000)
  }

  @Test func `values that the header has no name for are told of, and the row is read`() {
    let reading = Reading("a,b\n1,2,3\n4,5,\n6,7\n8,9,10,11\n", fields: ["a", "b"], name: "x.csv")
    #expect(reading.values("b") == ["2", "5", "7", "9"])
    #expect(reading.problems == ["1: more values than the header has names: those without a name are lost × 2"])
    #expect(reading.report.skippedRecords == 0)
  }
}
