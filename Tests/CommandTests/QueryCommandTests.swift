import Foundation
import Testing

@Suite struct QueryCommandTests {
  private let events = """
    {"user":"ida","ms":"9"}
    {"user":"bo","ms":"100"}
    {"user":"ida","ms":"20"}

    """

  @Test func `rows go to standard output as NDJSON when it is no terminal`() throws {
    let folder = Folder()
    let file = try folder.write("events.ndjson", events)
    let result = try Program.run("query", "groupBy(user, function=sum(ms))", file)
    #expect(result.status == 0)
    #expect(result.output == "{\"user\":\"ida\",\"_sum\":\"29\"}\n{\"user\":\"bo\",\"_sum\":\"100\"}\n")
    #expect(result.errors.isEmpty)
  }

  @Test func `standard input is read when something is piped in`() throws {
    let result = try Program.run("query", "user=ida | count()", input: events)
    #expect(result.output == "{\"_count\":\"2\"}\n")
  }

  @Test func `standard input can be read by the query and by a search of its own`() throws {
    let result = try Program.run("query", "groupBy(user) | join({groupBy(user, function=[])}, field=user) | count()", input: events)
    let alone = try Program.run("query", "groupBy(user) | count()", input: events)
    #expect(result.output == alone.output)
  }

  @Test func `the output can be one array`() throws {
    let result = try Program.run("query", "count()", "-o", "json", input: events)
    #expect(result.output == "[\n{\"_count\":\"3\"}\n]\n")
  }

  @Test func `the header of CSV is the union of the fields`() throws {
    let result = try Program.run(
      "query", "select([a, b])", "-o", "csv", input: "{\"a\":\"x,y\"}\n{\"a\":\"\\\"q\\\"\",\"b\":\"2\"}\n")
    #expect(result.output == "a,b\r\n\"x,y\",\r\n\"\"\"q\"\"\",2\r\n")
  }

  @Test func `a table is aligned`() throws {
    let result = try Program.run("query", "select([user, ms])", "-o", "table", input: events)
    #expect(result.output == "user  ms\n────  ───\nida   9\nbo    100\nida   20\n")
  }

  @Test func `a query with an error never starts a run`() throws {
    let result = try Program.run("query", "goupBy(user)", input: events)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("error[unknown-function]: there is no function 'goupBy'"))
    #expect(result.errors.contains("Did you mean 'groupBy'?"))
  }

  @Test func `wrong usage ends with 3`() throws {
    #expect(try Program.run("query").status == 3)
    #expect(try Program.run("query", "a=1", "--no-such-flag").status == 3)
    #expect(try Program.run("query", "a=1", "--start", "yesterday", input: events).status == 3)
    #expect(try Program.run("query", "a=1", "--timezone", "Mars/Olympus", input: events).status == 3)
  }

  @Test func `a missing path is named, and the rest is processed`() throws {
    let folder = Folder()
    let file = try folder.write("events.ndjson", events)
    let result = try Program.run("query", "count()", file, folder.path + "/nothing")
    #expect(result.status == 4)
    #expect(result.output == "{\"_count\":\"3\"}\n")
    #expect(result.errors.contains("nothing"))
  }

  @Test func `empty input is no error`() throws {
    let result = try Program.run("query", "count()", input: "")
    #expect(result.status == 0)
    #expect(result.output == "{\"_count\":\"0\"}\n")
  }

  @Test func `a bad record is counted and named, and the rest is processed`() throws {
    let folder = Folder()
    let file = try folder.write("events.ndjson", "{\"a\":\"1\"}\n{\"a\":\n{\"a\":\"2\"}\n")
    let result = try Program.run("query", "count()", file)
    #expect(result.status == 4)
    #expect(result.output == "{\"_count\":\"2\"}\n")
    #expect(result.errors.contains("events.ndjson"))
    #expect(result.errors.contains("record 2"))
  }

  @Test func `a closed pipe is no error`() throws {
    let folder = Folder()
    let lines = (0..<200_000).map { "{\"n\":\"\($0)\"}" }.joined(separator: "\n")
    let file = try folder.write("events.ndjson", lines)
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "{ '\(Program.path)' query 'n=*' '\(file)'; echo $? > '\(folder.path)/status'; } | head -n 1 > /dev/null"]
    try shell.run()
    shell.waitUntilExit()
    #expect(try String(contentsOfFile: folder.path + "/status", encoding: .utf8) == "0\n")
  }

  @Test func `one worker and four give the same rows in the same order`() throws {
    let folder = Folder()
    let lines = (0..<50_000).map { "{\"n\":\"\($0)\",\"k\":\"\($0 % 97)\",\"x\":\"\(Double($0) / 7)\"}" }
    let file = try folder.write("events.ndjson", lines.joined(separator: "\n"))
    for query in ["k=7", "groupBy(k, function=[count(), sum(x), avg(x)])", "sort(x, limit=20)", "tail(5)"] {
      let one = try Program.run("query", query, file, "--threads", "1", "--now", "2026-01-05T09:00:00Z")
      let four = try Program.run("query", query, file, "--threads", "4", "--now", "2026-01-05T09:00:00Z")
      #expect(one.output == four.output, "\(query)")
      #expect(!one.output.isEmpty)
    }
  }

  @Test func `statistics are one JSON object on standard error`() throws {
    let result = try Program.run("query", "count()", "--stats", input: events)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.errors.utf8)) as? [String: Any])
    #expect(object["events"] as? Int == 3)
    #expect(object["rows"] as? Int == 1)
    #expect(object["skipped"] as? Int == 0)
    #expect((object["peak_rss_bytes"] as? Int ?? 0) > 0)
  }

  @Test func `a parameter without a value is an error that says how to give one`() throws {
    let result = try Program.run("query", "user=?who", input: events)
    #expect(result.status == 2)
    #expect(result.errors.contains("--param who=VALUE"))
    #expect(try Program.run("query", "user=?who | count()", "--param", "who=bo", input: events).output == "{\"_count\":\"1\"}\n")
  }

  @Test func `whole events keep the order of their fields`() throws {
    let result = try Program.run("query", "sort(ms) | drop([@timestamp, @rawstring])", input: events)
    #expect(result.output.hasPrefix("{\"user\":\"bo\",\"ms\":\"100\"}\n"))
  }

  @Test(arguments: [["--start", "1d", "--end", "7d"], ["--start", "2026-01-02", "--end", "2026-01-01"], ["--start", "5", "--end", "5"]])
  func `an interval that ends before it starts is an error that names both`(_ interval: [String]) throws {
    let result = try Program.run(["query", "count()"] + interval, input: events)
    #expect(result.status == 3)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("--start '\(interval[1])' is not before --end '\(interval[3])'"), "\(result.errors)")
  }

  @Test func `values of CSV without a name are told of`() throws {
    let folder = Folder()
    let path = try folder.write("x.csv", "a,b\n1,2,3\n4,5\n")
    let result = try Program.run("query", "select([a, b])", path)
    #expect(result.output == "{\"a\":\"1\",\"b\":\"2\"}\n{\"a\":\"4\",\"b\":\"5\"}\n")
    #expect(result.status == 4)
    #expect(result.errors == "martlet: error: \(path): record 1: more values than the header has names: those without a name are lost\n")
  }
}
