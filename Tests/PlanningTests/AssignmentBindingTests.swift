import MartletPlanning
import Testing

@Suite struct `Binding of assignments and expressions` {
  @Test(arguments: [
    ("r := a + b * 2", "assign    r := (a + (b * 2))"), (#"r := "a""#, #"assign    r := "a""#),
    ("r := -a", "assign    r := -a"), ("r := !(a == 1)", "assign    r := !(a == 1)"),
    ("r := true", "assign    r := true"), ("r := lower(a) + 1", "assign    r := (lower(field=a) + 1)"),
    (#""two words" := a"#, "assign    two words := a"), ("`k` := a", "assign    field named by k := a"),
    ("r := in(a, values=[1])", #"assign    r := in(field=a, values=["1"])"#),
  ])
  func `expressions`(_ query: String, _ steps: String) {
    #expect(Planned(query).steps == steps)
  }

  @Test func `a bare call is given its output`() {
    #expect(Planned("r := lower(a)").steps == "call      lower(as=r, field=a)")
    #expect(Planned("n := count()").steps == "call      count(as=n)")
  }

  @Test func `a result cannot have two names`() {
    #expect(Planned("r := lower(a, as=b)").errors == ["duplicate-argument: as"])
  }

  @Test func `what has no value cannot be assigned`() {
    #expect(Planned("r := drop(a)").errors == ["cannot-assign: r := drop(a)"])
    #expect(Planned("r := groupBy(a)").errors == ["cannot-assign: r := groupBy(a)"])
    #expect(Planned("r := 1 + count()").errors == ["not-a-value: count()"])
  }

  @Test(arguments: ["r := [a]", "r := { a=1 }", "r := *x*"])
  func `what is no value is refused`(_ query: String) {
    #expect(Planned(query).errors.count == 1)
  }

  @Test func `named expressions go where they are collected`() {
    #expect(Planned("eval(p = a + 1, q = p * 2)").errors.isEmpty)
  }
}
