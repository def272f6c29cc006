import Testing

@Suite struct ExplainCommandTests {
  @Test func `a plan tells what is read, and why`() throws {
    let result = try Program.run("explain", "OperationName=/snapshot|revert/ | groupBy(ActorUserName)")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.contains("fields     ActorUserName, OperationName"))
    #expect(lines.contains("events     only the fields above"))
    #expect(lines.contains { $0.hasPrefix("view       records: ") })
    #expect(lines.contains("prefilter  OperationName contains \"snapshot\" or \"revert\""))
    #expect(lines.contains("passes     1 over the input"))
    #expect(lines.contains("  call      groupBy(field=[ActorUserName])"))
  }

  @Test func `searches are passes of their own`() throws {
    let joined = try Program.run("explain", "join({b=1 | count(as=n)}, field=a, key=n)")
    #expect(joined.output.contains("passes     2 over the input: for 'join', then for the query\n"))
    let made = try Program.run("explain", "createEvents([\"a=1\"])")
    #expect(made.output.contains("passes     none: the query makes its events\n"))
  }

  @Test func `an analysis counts the rows of each step, in columns`() throws {
    let folder = Folder()
    let events = try folder.write("events", (0..<20).map { "{\"a\":\($0 % 4),\"b\":\"x\"}\n" }.joined())
    let result = try Program.run("explain", "--analyze", "--threads", "1", "a>1 | groupBy(a) | sort(_count)", events)
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.contains("  records  20, 0 of them passed over by the prefilter"))
    #expect(lines.contains("  rows     2"))
    let start = try #require(lines.firstIndex { $0.hasPrefix("steps, ") })
    let table = Array(lines[(start + 1)...])
    #expect(table.count == 5)
    #expect(Set(table.map(\.count)).count == 1, "every line ends in the same column")
    let cells = table.map { $0.split(separator: " ").map(String.init) }
    #expect(cells[1][1] == "read" && cells[1].last == "20")
    #expect(cells[2][1] == "filter" && cells[2].suffix(2) == ["20", "10"])
    #expect(cells[3][1] == "groupBy" && cells[3].suffix(2) == ["10", "2"])
    #expect(cells[4][1] == "sort" && cells[4].suffix(2) == ["2", "2"])
  }
}
