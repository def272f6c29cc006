import MartletColumns
import MartletIngest
import Testing

@Suite struct FlatRecordTests {
  @Test func `only the wanted fields are read`() {
    let reading = Reading(#"{"a":"1","b":"2","c":3}"# + "\n", fields: ["b", "c", "absent"])
    #expect(reading.rows == [["b": "2", "c": "3"]])
    #expect(reading.report.records == 1)
  }

  @Test func `nested values are reached by flattened names`() {
    let record = #"{"a":{"b":{"c":"deep"}},"l":[{"n":1},"x",[true,false]],"d.e":"dotted"}"#
    let fields = ["a.b.c", "l[0].n", "l[1]", "l[2][1]", "d.e", "a", "l"]
    let expected: Row = ["a.b.c": "deep", "l[0].n": "1", "l[1]": "x", "l[2][1]": "false", "d.e": "dotted"]
    #expect(Reading(record, fields: fields).rows == [expected])
  }

  @Test func `numbers keep their text whatever their size`() {
    let record = #"{"a":1.50,"b":123456789012345678901234567890,"c":-1e400,"d":0}"#
    #expect(
      Reading(record, fields: ["a", "b", "c", "d"]).rows
        == [["a": "1.50", "b": "123456789012345678901234567890", "c": "-1e400", "d": "0"]])
  }

  @Test func `null is no value and an empty text is one`() {
    let reading = Reading(
      #"{"a":null,"b":"","c":{},"d":[],"e":[null,1]}"#, fields: ["a", "b", "c", "d", "e[0]", "e[1]"])
    #expect(reading.rows == [["b": "", "e[1]": "1"]])
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, ["a": "2"]),
    (#"{"a":1,"a":null}"#, [:]),
    (#"{"a":{"b":1},"a":{"c":2}}"#, ["a.c": "2"]),
    (#"{"a":{"b":1},"a":"text"}"#, ["a": "text"]),
    (#"{"a":"text","a":{"b":1}}"#, ["a.b": "1"]),
    (#"{"\u0061":1,"a":2,"a":3}"#, ["a": "3"]),
  ])
  func `the last of repeated keys wins`(record: String, expected: Row) {
    #expect(Reading(record, fields: ["a", "a.b", "a.c"]).rows == [expected])
    var whole = Reading(record, whole: true).rows[0]
    whole["@rawstring"] = nil
    whole["@timestamp"] = nil
    #expect(whole == expected)
  }

  @Test func `escapes are undone in keys and values`() {
    let record = #"{"k\"ey":"a\\b\n\u00e9\ud83d\ude00\/","lone":"\ud800"}"#
    #expect(Reading(record, fields: ["k\"ey", "lone"]).rows == [["k\"ey": "a\\b\né😀/", "lone": "\u{FFFD}"]])
  }

  @Test(arguments: [
    (#"{"@timestamp":1700000000123}"#, "1700000000123"),
    (#"{"timestamp":"1700000000"}"#, "1700000000000"),
    (#"{"time":1700000000.25}"#, "1700000000250"),
    (#"{"eventTime":"2024-02-29T12:00:00Z"}"#, "1709208000000"),
    (#"{"time":"2024-02-29 13:00:00.5+01:00"}"#, "1709208000500"),
    (#"{"time":1700000000123456789}"#, "1700000000123"),
    (#"{"@timestamp":"no time","time":"2024-02-29"}"#, "1709164800000"),
  ])
  func `the time of an event comes from the usual fields`(record: String, time: String) {
    let reading = Reading(record, fields: ["@timestamp"])
    #expect(reading.values("@timestamp") == [time])
    #expect(reading.report.withoutTime == 0)
  }

  @Test func `an event without a time gets the clock and its place`() {
    let folder = Folder()
    let path = folder.write("a", "{\"a\":1}\n{\"a\":2}\n")
    let reading = Reading(FileSource(paths: [path]), ScanRequest(fields: ["@timestamp"], now: 5000))
    #expect(reading.values("@timestamp") == ["5000", "5001"])
    #expect(reading.report.withoutTime == 2)
  }

  @Test func `whole events hold every field and the text they were read from`() {
    let record = #"{"a":{"b":[1,{"c":"x"}]},"time":"1970-01-01T00:00:01Z"}"#
    #expect(
      Reading(record, fields: ["a.b[0]"], whole: true).rows
        == [
          ["a.b[0]": "1", "a.b[1].c": "x", "time": "1970-01-01T00:00:01Z", "@timestamp": "1000", "@rawstring": record]
        ])
  }

  @Test(arguments: [
    #"{"@rawstring":"a \"b\"","a":"1"}"#, #"{"Records":[{"@rawstring":"a \"b\"","a":"1"}]}"#,
    "@rawstring,a\n\"a \"\"b\"\"\",1\n",
  ])
  func `an event that holds its text keeps it`(input: String) {
    let wanted = ["@rawstring": "a \"b\"", "a": "1"]
    let name = input.hasPrefix("{") ? "input" : "input.csv"
    #expect(Reading(input, fields: ["@rawstring", "a"], name: name).rows == [wanted])
    var whole = Reading(input, fields: ["a"], whole: true, name: name).rows[0]
    whole["@timestamp"] = nil
    #expect(whole == wanted)
    let prefilter = Prefilter.field("@rawstring", containsAnyOf: [Prefilter.Literal(Array("a \"b".utf8))])
    #expect(Reading(input, fields: ["@rawstring", "a"], name: name, prefilter: prefilter).rows == [wanted])
  }

  @Test(arguments: [
    "[{\"a\":1},\n{\"a\":2},{\"a\":3}]",
    "{\"Records\":[{\"a\":1},{\"a\":2},{\"a\":3}],\"more\":{\"b\":[1]}}",
    "{\"a\":1}{\"a\":2} {\"a\":3}",
    "{\n  \"a\": 1\n}\n{\n  \"a\":\n2\n}\n\n{\"a\":3}\n",
    "{\"Records\":[{\"a\":1}]}\n{\"records\": [ {\"a\":2} ]}\n[]\n{\"Records\":[]}\n[{\"a\":3}]",
    "\u{FEFF}{\"a\":1}\r\n{\"a\":2}\r\n{\"a\":3}\r\n",
  ])
  func `records are found however they are laid out`(text: String) {
    let reading = Reading(text, fields: ["a"])
    #expect(reading.values("a") == ["1", "2", "3"])
    #expect(reading.problems == [])
  }

  @Test func `a byte-order mark is no part of the first line, however long that is`() {
    let folder = Folder()
    let line = String(repeating: "x", count: 1000)
    var limits = ReadLimits()
    limits.window = 64
    let path = folder.write("input", "\u{FEFF}\(line)\nsecond\n")
    let reading = Reading(FileSource(paths: [path], limits: limits), ScanRequest(fields: ["@rawstring"]))
    #expect(reading.values("@rawstring") == [line, "second"])
    #expect(reading.problems == [])
  }

  @Test func `lines of text stand between records`() {
    let reading = Reading("first \"line\n{\"a\":1}\n  second {\n{\"a\":2}\n", fields: ["a", "@rawstring"])
    #expect(reading.values("a") == [nil, "1", nil, "2"])
    #expect(reading.values("@rawstring") == ["first \"line", "{\"a\":1}", "  second {", "{\"a\":2}"])
    #expect(reading.problems == [])
  }
}
