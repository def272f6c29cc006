import MartletDiagnostics
import MartletPlanning
import Testing

@Suite struct `Binding of filters` {
  @Test func `conjuncts become steps, however they are joined`() {
    let steps = """
      filter    a = "1"
      filter    b = "2"
      filter    c = "3"
      """
    #expect(Planned("a=1 b=2 c=3").steps == steps)
    #expect(Planned("a=1 and b=2 | c=3").steps == steps)
    #expect(Planned("((a=1 b=2)) c=3").steps == steps)
  }

  @Test func `or binds tighter than and`() {
    #expect(Planned("a=1 b=2 or c=3").steps == "filter    a = \"1\"\nfilter    (b = \"2\" or c = \"3\")")
  }

  @Test(arguments: [
    ("a=*x*", #"filter    a = "*x*""#), ("a!=x", #"filter    not a = "x""#), ("a like x", #"filter    a like "x""#),
    ("a < 5", "filter    a < 5"), ("a >= -1.5", "filter    a >= -1.5"), ("not a=x", #"filter    not a = "x""#),
    ("!(a=x or b=y)", #"filter    not (a = "x" or b = "y")"#), ("a=/x/i", "filter    a = /x/i"),
    ("foo", #"filter    any field contains "foo""#), ("/fo+/", "filter    any field contains /fo+/"),
    ("true", "filter    true"), ("*", "filter    true"),
  ])
  func `each form of a filter`(_ query: String, _ steps: String) {
    #expect(Planned(query).steps == steps)
  }

  @Test func `a function is a filter among others`() {
    #expect(Planned("a=1 or in(b, values=[2])").steps == #"filter    (a = "1" or in(field=b, values=["2"]))"#)
    #expect(Planned("not in(b, values=[2])").steps == #"filter    not in(field=b, values=["2"])"#)
    #expect(Planned("in(b, values=[2])").steps == #"call      in(field=b, values=["2"])"#)
  }

  @Test func `a tilde gives a function its field`() {
    #expect(Planned("b =~ in(values=[2, x])").steps == #"call      in(field=b, values=["2", "x"])"#)
    #expect(Planned("b =~ !in(values=[2])").steps == #"filter    not in(field=b, values=["2"])"#)
    #expect(Planned("b =~ dropEvent()").errors == ["no-field-parameter: b"])
  }

  @Test func `what is no filter cannot be part of a condition`() {
    #expect(Planned("a=1 or lower(b)").errors == ["not-a-filter: lower(b)"])
    #expect(Planned("!count()").errors == ["not-a-filter: count()"])
    #expect(Planned("a=1 or b =~ lower()").errors == ["not-a-filter: lower()"])
  }

  @Test func `only conjuncts extract fields`() throws {
    let plan = try #require(Planned("a=/(?<u>x)/ b=/(?<v>y)/ or c=1").result.plan)
    guard case .filter(.matches(_, .regex(_, _, extracts: true, _))) = plan.pipelines[0].steps[0].value,
      case .filter(.any(let terms)) = plan.pipelines[0].steps[1].value,
      case .matches(_, .regex(_, _, extracts: false, _)) = terms[0]
    else {
      Issue.record("the plan is \(plan)")
      return
    }
  }

  @Test func `a regex that is wrong is reported at its place`() {
    #expect(Planned("a=/b(?<=c)/").errors == ["bad-regex: (?<="])
  }

  @Test func `free text cannot follow an aggregate, also inside blocks behind it`() {
    #expect(Planned("count() | foo").errors == ["free-text-after-aggregate: foo"])
    #expect(Planned("count() | case { foo | a := 1; * }").errors == ["free-text-after-aggregate: foo"])
    #expect(Planned("count() | groupBy(a, function={ foo | count() })").errors == ["free-text-after-aggregate: foo"])
    #expect(Planned("foo | groupBy(a, function={ bar | count() })").errors == [])
    #expect(Planned("select([a]) | foo").errors == [])
  }

  @Test func `a star matches every event, also after an aggregate`() {
    #expect(Planned("count() | *").errors == [])
  }
}
