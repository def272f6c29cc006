import MartletDiagnostics
import MartletPlanning
import Testing

@Suite struct `Binding of calls` {
  @Test func `several unnamed arguments are one list`() {
    #expect(Planned("groupBy(a, b)").steps.hasPrefix("call      groupBy(field=[a, b]"))
    #expect(Planned("groupBy([a, b])").steps.hasPrefix("call      groupBy(field=[a, b]"))
    #expect(Planned("lower(a, b)").errors == ["unexpected-argument: b"])
  }

  @Test func `a grouping without a function counts`() {
    #expect(Planned("groupBy(a)").steps == "call      groupBy(field=[a])\n  aggregate count()")
  }

  @Test(arguments: [
    "groupBy(a, function=[count(), sum(b)])", "groupBy(a, function=([count(), sum(b)]))",
    "groupBy(a, function=[(count()), sum(b)])",
  ])
  func `aggregates in whatever brackets`(_ query: String) {
    #expect(Planned(query).steps.hasSuffix("  aggregate count()\n  aggregate sum(field=b)"))
  }

  @Test func `an empty list aggregates nothing`() {
    let planned = Planned("groupBy(a, function=[])")
    #expect(planned.errors.isEmpty)
    #expect(!planned.steps.contains("aggregate"))
  }

  @Test func `aggregates can be named in a list`() {
    #expect(Planned("[n := count(), sum(b)]").steps == "stats\n  aggregate count(as=n)\n  aggregate sum(field=b)")
    #expect(
      Planned("groupBy(a, function={ x=1 | n := count() | r := n * 2 })").steps.hasSuffix(
        "  aggregate block\n    filter    x = \"1\"\n    call      count(as=n)\n    assign    r := (n * 2)"))
  }

  @Test func `where an aggregate is needed, others are refused`() {
    #expect(Planned("groupBy(a, function=lower(b))").errors == ["aggregate-required: lower(b)"])
    #expect(Planned("groupBy(a, function={ b=1 })").errors == ["aggregate-required: b=1"])
    #expect(Planned("groupBy(a, function=count)").mended("aggregate-required") == "groupBy(a, function=count())")
  }

  @Test func `names ignore case, with a note`() {
    let planned = Planned("GroupBy(a)")
    #expect(planned.steps.hasPrefix("call      groupBy("))
    #expect(planned.notes == ["function-spelling: GroupBy"])
    #expect(planned.mended("function-spelling") == "groupBy(a)")
  }

  @Test func `an unknown function is named, with the nearest`() {
    let planned = Planned("goupBy(x)")
    #expect(planned.errors == ["unknown-function: goupBy"])
    #expect(planned.mended("unknown-function") == "groupBy(x)")
  }

  @Test func `a function that is not built is a warning while checking and an error before a run`() {
    #expect(Planned("worldMap()", check: true).findings == ["warning not-built: worldMap"])
    #expect(Planned("worldMap()").findings == ["error not-built: worldMap"])
  }

  @Test func `nothing is concluded from a function that is not built`() {
    #expect(
      Planned("groupBy(a, function={ x=1 | worldMap() })", check: true).findings == ["warning not-built: worldMap"])
    #expect(Planned("worldMap() | accumulate(count())", check: true).findings == ["warning not-built: worldMap"])
    #expect(Planned("worldMap() | createEvents([x])", check: true).findings == ["warning not-built: worldMap"])
    #expect(Planned("x := worldMap() | sort(x)", check: true).findings == ["warning not-built: worldMap"])
  }

  @Test func `what only the function can know is reported when it is bound`() {
    #expect(Planned(#"format("%", field=a)"#).errors == [#"bad-format: "%""#])
  }

  @Test func `deprecated functions say what to write`() throws {
    let planned = Planned("old(a)")
    #expect(planned.warnings == ["deprecated-function: old"])
    #expect(try #require(planned.result.diagnostics.first?.help).contains("lower"))
  }

  @Test func `one sign does not compare`() {
    let planned = Planned("test(a = 1)")
    #expect(planned.errors == ["unknown-parameter: a"])
    #expect(planned.mended("unknown-parameter") == "test(a == 1)")
  }

  @Test(arguments: [
    ("groupBy()", "missing-argument: groupBy()"), ("lower(a, field=b)", "duplicate-argument: field"),
    ("lower(a, az=b)", "unknown-parameter: az"), ("sort(a, order=down)", "unknown-choice: down"),
    ("lower(/a/)", "misplaced-regex: /a/"), ("lower(lower(a))", "argument-type: lower(a)"),
    ("setTimeInterval(start=1h30m)", "bad-duration: 1h30m"), ("each(count)", "block-required: count"),
  ])
  func `arguments that do not fit`(_ query: String, _ error: String) {
    #expect(Planned(query).errors == [error])
  }

  @Test func `a block stands for steps that events pass`() {
    #expect(Planned("each({ a=1 | b := 2 })").steps.hasPrefix("call      each()\n  block\n    filter    a = \"1\""))
    #expect(Planned("each(in(a, values=[1]))").steps.hasSuffix("    call      in(field=a, values=[\"1\"])"))
  }
}
