import Foundation
import MartletColumns
import MartletIngest
import Testing

@Suite struct BadInputTests {
  @Test(arguments: [
    ("{\"a\":\"1", "a control character stands unescaped in a text"),
    ("{\"a\":1,", "brackets do not match"),
    ("{\"a\":1,\"b\":{", "brackets do not match"),
    ("{\"a\":tru}", "not valid JSON: a value is neither text, number, true, false nor null"),
    ("{\"a\" 1}", "not valid JSON: a comma, colon, key or value is missing"),
    ("{\"a\":\"\\x\"}", "not valid JSON: unknown escape sequence in a text"),
    ("{\"a\":1} garbage", "text after a JSON value on the same line"),
  ])
  func `a damaged record costs one record`(record: String, message: String) {
    let reading = Reading("{\"a\":\"before\"}\n\(record)\n{\"a\":\"after\"}\n", fields: ["a"])
    let survivors = record.hasSuffix("garbage") ? ["before", "1", "after"] : ["before", "after"]
    #expect(reading.values("a") == survivors)
    #expect(reading.report.skippedRecords == 1)
    #expect(reading.problems == ["\(record.hasSuffix("garbage") ? 3 : 2): \(message)"])
  }

  @Test func `invalid UTF-8 costs one record`() {
    let folder = Folder()
    let bytes =
      Array("{\"a\":1}\n{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}\nbad ".utf8) + [0xFF] + Array("\n{\"a\":3}".utf8)
    let reading = Reading(FileSource(paths: [folder.write("x", bytes)]), ScanRequest(fields: ["a"]))
    #expect(reading.values("a") == ["1", "3"])
    #expect(reading.problems == ["2: invalid UTF-8 × 2"])
  }

  @Test func `nesting has a limit`() {
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    let objects = String(repeating: "{\"x\":", count: 10_000) + "1" + String(repeating: "}", count: 10_000)
    let reading = Reading("{\"a\":\(deep)}\n{\"a\":1}\n\(objects)\n{\"a\":2}\n", fields: ["a"])
    #expect(reading.values("a") == ["1", "2"])
    #expect(reading.problems == ["1: nested deeper than 128 levels × 2"])
  }

  @Test func `a binary file is named and not read`() {
    let folder = Folder()
    let binary = folder.write("a.bin", [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1])
    let good = folder.write("b.json", "{\"a\":1}")
    let reading = Reading(FileSource(paths: [binary, good]), ScanRequest(fields: ["a"]))
    #expect(reading.values("a") == ["1"])
    #expect(reading.problems == ["a binary file"])
  }

  @Test func `a missing path and an empty file do not stop the others`() {
    let folder = Folder()
    let empty = folder.write("empty", "")
    let good = folder.write("good", "{\"a\":1}")
    let reading = Reading(FileSource(paths: [folder.path + "/none", empty, good]), ScanRequest(fields: ["a"]))
    #expect(reading.values("a") == ["1"])
    #expect(reading.problems == ["there is no such file or folder"])
    #expect(reading.report.problems.first?.file == folder.path + "/none")
  }

  @Test func `a line longer than the limit is passed over`() {
    let folder = Folder()
    var limits = ReadLimits()
    limits.window = 4 << 10
    limits.record = 64 << 10
    let long = String(repeating: "x", count: 300 << 10)
    for line in ["{\"a\":\"\(long)\"}", long] {
      let path = folder.write("long", "{\"a\":1}\n\(line)\n{\"a\":2}\n")
      let reading = Reading(FileSource(paths: [path], limits: limits), ScanRequest(fields: ["a"]))
      #expect(reading.values("a") == ["1", "2"])
      #expect(reading.report.skippedRecords == 1)
      #expect(reading.report.problems.first?.record == 2)
    }
  }

  @Test func `an array cut off in the middle keeps what came before`() {
    let reading = Reading("{\"Records\":[{\"a\":1},{\"a\":2},{\"a\":", fields: ["a"])
    #expect(reading.values("a") == ["1", "2"])
    #expect(reading.problems == ["3: the input ends in the middle of it"])
  }

  @Test func `a bracket that closes nothing after an array of records is told of`() {
    let reading = Reading("{\"Records\":[{\"a\":1}],\"b\":2 ] }\n{\"a\":2}\n", fields: ["a"])
    #expect(reading.values("a") == ["1", "2"])
    #expect(reading.problems == ["2: brackets do not match"])
  }

  @Test func `an array of records whose object is not closed is cut off`() {
    let reading = Reading("{\"Records\":[{\"a\":1}],\"b\":{\"c\":\"\u{1}", fields: ["a"])
    #expect(reading.values("a") == ["1"])
    #expect(reading.problems == ["2: the input ends in the middle of it"])
  }

  @Test func `a NUL byte in a record costs that record, wherever a large file is cut into pieces`() {
    let folder = Folder()
    var lines = (0..<60).map { "{\"a\":\"\($0)\"}" }
    lines[33] = "{\"a\":\"\0\"}"
    let path = folder.write("x", lines.joined(separator: "\n"))
    // The head of a file tells whether it is text, so a NUL there is another matter.
    for piece in [100, 150, 200, 250, 300] {
      var limits = ReadLimits()
      (limits.window, limits.piece) = (256, piece)
      let reading = Reading(FileSource(paths: [path], limits: limits), ScanRequest(fields: ["a"]))
      #expect(reading.rows.count == 59, "pieces of \(piece)")
      #expect(reading.report.skippedRecords == 1, "pieces of \(piece)")
    }
  }

  @Test func `elements that are no records are counted`() {
    let reading = Reading("[1,\"x\",{\"a\":1},null,[2]]", fields: ["a"])
    #expect(reading.values("a") == ["1"])
    #expect(reading.problems == ["1: not an object × 4"])
  }

  @Test func `with the ndjson format other lines are unreadable`() {
    let reading = Reading("{\"a\":1}\ntext\n{\"a\":2}", fields: ["a", "@rawstring"], format: .ndjson)
    #expect(reading.values("a") == ["1", "2"])
    #expect(reading.problems == ["2: not JSON"])
  }

  @Test func `with the text format every line is text`() {
    let reading = Reading("{\"a\":1}\ntext\n", fields: ["a", "@rawstring"], format: .text)
    #expect(reading.rows == [["@rawstring": "{\"a\":1}"], ["@rawstring": "text"]])
  }
}
