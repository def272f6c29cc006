import MartletDiagnostics
import MartletPlanning
import Testing

@Suite struct `Parameters of queries` {
  @Test func `a value is a pattern in a filter`() {
    #expect(Planned("host=?h", parameters: ["h": "eu-*"]).steps == #"filter    host = "eu-*""#)
    #expect(Planned("host like ?h", parameters: ["h": "eu"]).steps == #"filter    host like "eu""#)
    #expect(Planned("?h", parameters: ["h": "eu"]).steps == #"filter    any field contains "eu""#)
  }

  @Test func `a default holds for every use, a given value before it`() {
    #expect(Planned("a=?p | b=?{p=x}").steps == "filter    a = \"x\"\nfilter    b = \"x\"")
    #expect(Planned(#"?{p="*"} | a=?p"#).steps == "filter    true\nfilter    a = \"*\"")
    #expect(Planned("a=?{p=x}", parameters: ["p": "y"]).steps == #"filter    a = "y""#)
  }

  @Test func `a value is never read as query text`() {
    #expect(Planned("a=?p", parameters: ["p": "/x/ or b=1"]).steps == #"filter    a = "/x/ or b=1""#)
  }

  @Test func `several values for a list`() {
    #expect(
      Planned("in(a, values=?p)", parameters: ["p": "x, y"]).steps == #"call      in(field=a, values=["x", "y"])"#)
    #expect(
      Planned("in(a, values=?p)", parameters: ["p": #""x, y""#]).steps == #"call      in(field=a, values=["x, y"])"#)
  }

  @Test func `an ordering needs a number`() {
    #expect(Planned("a > ?p", parameters: ["p": "5"]).steps == "filter    a > 5")
    #expect(Planned("a > ?p", parameters: ["p": "five"]).errors == ["comparison-needs-number: ?p"])
  }

  @Test func `a missing value is a warning while checking and an error before a run, once`() {
    #expect(Planned("a=?p b=?p", check: true).findings == ["warning missing-parameter: ?p"])
    #expect(Planned("a=?p b=?p").findings == ["error missing-parameter: ?p"])
  }

  @Test func `the plan tells the values that were used`() {
    #expect(Planned("a=?p", parameters: ["p": "1", "q": "2"]).result.plan?.parameters == ["p": "1"])
  }
}

@Suite struct `Saved queries` {
  @Test func `steps come in the place of the call, with arguments for parameters`() {
    let planned = Planned(
      #"a=1 | $"team/enrich"(field=host) | count()"#,
      saved: ["team/enrich": "?field | x := lower(\"y\") | b=?{level=low}"])
    #expect(
      planned.steps == """
        filter    a = "1"
        filter    any field contains "host"
        call      lower(as=x, field=y)
        filter    b = "low"
        call      count()
        """)
  }

  @Test func `a list is several values`() {
    #expect(
      Planned("$f(hosts=[a, \"b c\"])", saved: ["f": "in(h, values=?hosts)"]).steps
        == #"call      in(field=h, values=["a", "b c"])"#)
  }

  @Test func `a saved query may aggregate where an aggregate is needed`() {
    #expect(Planned("groupBy(a, function=$f())", saved: ["f": "x=1 | count()"]).errors == [])
    #expect(Planned("groupBy(a, function=$f())", saved: ["f": "x=1"]).errors == ["aggregate-required: $f()"])
  }

  @Test func `one that is not at hand is a warning while checking and an error before a run`() {
    #expect(Planned("$f()", check: true).findings == ["warning unknown-saved-query: $f()"])
    #expect(Planned("$f()").findings == ["error unknown-saved-query: $f()"])
  }

  @Test func `queries that call themselves are refused`() {
    #expect(Planned("$f()", saved: ["f": "a=1 | $g()", "g": "$f()"]).errors.count == 1)
  }

  @Test func `queries that call each other without end are refused`() {
    var saved = ["q0": "a=1"]
    for level in 1...20 { saved["q\(level)"] = "$q\(level - 1)() | $q\(level - 1)()" }
    #expect(Planned("$q20()", saved: saved).errors == ["saved-query-error: $q20()"])
  }

  @Test func `an error inside is reported at the call, with its line`() throws {
    let planned = Planned("a=1 | $f()", saved: ["f": "b=1\n| goupBy(x)"])
    #expect(planned.errors == ["saved-query-error: $f()"])
    #expect(try #require(planned.result.diagnostics.first).message.contains("line 2"))
  }

  @Test func `free text in a saved query cannot follow an aggregate`() {
    #expect(Planned("count() | $f()", saved: ["f": "foo"]).errors == ["saved-query-error: $f()"])
  }
}
