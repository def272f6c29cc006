import MartletPlanning
import Testing

@Suite struct `Rewrites of plans` {
  private func optimised(_ query: String) -> String { Planned(query, optimizes: true).steps }

  @Test(arguments: [
    ("r := 60 * 60 * 1000", "assign    r := 3600000"), ("r := a * (2 + 3)", "assign    r := (a * 5)"),
    ("r := 7 % 4", "assign    r := 3"), ("r := 1 / 0", "assign    r := (1 / 0)"), ("r := -(2)", "assign    r := -2"),
    ("r := 2 > 1", "assign    r := true"), ("r := !0", "assign    r := true"), ("r := -0", "assign    r := -0"),
    (#"r := "2" + 1"#, #"assign    r := ("2" + 1)"#), ("test(a > 60 * 60)", "call      test()\n  value     (a > 3600)"),
  ])
  func `numbers are computed once`(_ query: String, _ steps: String) {
    #expect(optimised(query) == steps)
  }

  @Test(arguments: [
    ("not not a=1", #"filter    a = "1""#), ("not (not (a=1 or b=2))", #"filter    (a = "1" or b = "2")"#),
    ("a=1 or (b=2 or c=3)", #"filter    (a = "1" or b = "2" or c = "3")"#),
    ("a=1 or true | b=1", #"filter    b = "1""#),
    ("a=1 or false", #"filter    a = "1""#), ("not (a=1 and false) | b=1", #"filter    b = "1""#),
    ("true | b=1", #"filter    b = "1""#), ("not true", "filter    false"), ("true", "pass through"),
  ])
  func `conditions lose what they do not need`(_ query: String, _ steps: String) {
    #expect(optimised(query) == steps)
  }

  @Test func `conditions go before assignments they do not look at`() {
    #expect(optimised("r := a | b=1 | count(r)") == "filter    b = \"1\"\nassign    r := a\ncall      count(field=r)")
    #expect(optimised("r := a | in(b, values=[1])") == "call      in(field=b, values=[\"1\"])\nassign    r := a")
    #expect(optimised("r := a | s := b | c=1 | d=2").hasPrefix("filter    c = \"1\"\nfilter    d = \"2\"\nassign"))
    let mixed = optimised("r := a | b=1 | c=1 | in(d, values=[1]) | e=1 | x=/(?<y>z)/ | s := y | f=1")
    let order = ["b =", "c =", "in(", "e =", "r := a", "x =", "f =", "s := y"]
    #expect(mixed.split(separator: "\n").map { line in order.first { line.contains($0) } } == order)
    #expect(optimised("r := a | foo").hasPrefix("filter    any field contains"))
  }

  @Test(arguments: [
    "r := a | r=1", "r := a | b=1 or r=2", "r := a | test(r > 1)", "r := a | b=/(?<a>x)/", "r := a | m=/(?<r>x)/",
    "r := a | m=/x/g", "lower(a, as=r) | b=1", "count() | a=1", "`k` := a | b=1", "parseJson() | b=1",
    "r := a | capture(m, into=b)",
  ])
  func `conditions stay where moving them could change something`(_ query: String) {
    #expect(optimised(query) == Planned(query).steps)
  }

  @Test func `conditions go before branches that leave their fields alone`() {
    let moved = optimised("case { a=1 | r := 1; * | r := 2 } | b=1")
    #expect(moved.hasPrefix("filter    b = \"1\"\nchoose"))
    for query in [
      "case { a=1 | r := 1; * | r := 2 } | r=1", "case { a=1 | lower(b); * } | c=1", "case { a=/(?<b>x)/; * } | b=1",
      "case { a=1; * } | foo", "case { a=1 | case { c=1 | b := 2; d=1 }; e=1 } | b=1",
      "case { a=1; b=2 } | in(b, values=[1])",
    ] {
      #expect(Planned(query, optimizes: true).result.plan?.pipelines[0].steps.count == 2, "\(query)")
      #expect(optimised(query).hasPrefix("choose"), "\(query)")
    }
  }

  @Test func `moved conditions keep their order`() {
    #expect(
      optimised("a=1 | r := x | b=2 | s := y | c=3 | count(r)").hasPrefix(
        "filter    a = \"1\"\nfilter    b = \"2\"\nfilter    c = \"3\"\nassign"))
  }

  @Test func `assignments that nobody looks at go`() {
    #expect(optimised("r := a | s := b | groupBy(s)").contains("r :=") == false)
    #expect(optimised("r := a | s := r | groupBy(s)").contains("r :="))
    #expect(optimised("r := a").contains("r :="))
    #expect(optimised("r := a | sort(b)").contains("r :="))
    #expect(optimised("r := 1 | r := 2 | groupBy(r)").contains("r := 1") == false)
    #expect(optimised("r := a | r := b | groupBy(r)").contains("r := a"))
    #expect(optimised("case { a=1 | r := 1; * } | count()").contains("r :=") == false)
    #expect(optimised("case { a=1 | r := 1; * } | count(r)").contains("r :="))
  }

  @Test func `an optimised plan asks no more of the input`() {
    for query in ["r := a | b=1 | count()", "case { a=1 | r := x; * } | b=2 | count()", "true | a=1 | count()"] {
      let plain = Set(Planned(query).demand.fields)
      #expect(Set(Planned(query, optimizes: true).demand.fields).isSubset(of: plain))
    }
  }

  @Test func `readers learn of conditions that moved`() {
    #expect(Planned("case { a=1 | r := 1; * } | b=xyz | count(r)", optimizes: true).demand.prefilter != nil)
    #expect(Planned("case { a=1 | r := 1; * } | b=xyz | count(r)").demand.prefilter == nil)
  }
}
