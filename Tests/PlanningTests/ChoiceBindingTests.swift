import MartletPlanning
import Testing

@Suite struct `Binding of case and match` {
  @Test func `branches are pipelines`() {
    let steps = """
      choose    the first branch that emits something
        branch 1
          filter    a = "1"
          assign    r := "x"
        branch 2
          filter    true
      """
    #expect(Planned(#"case { a=1 | r := "x"; * }"#).steps == steps)
  }

  @Test(arguments: [
    ("k match { a* => r := 1 }", #"filter    k = "a*""#), (#"k match { "a" => r := 1 }"#, #"filter    k = "a""#),
    ("k match { /a/i => r := 1 }", "filter    k = /a/i"), (#"k match { "*" => r := 1 }"#, #"filter    k = "*""#),
    ("k match { ** => r := 1 }", #"filter    k = "*""#), ("k match { 1 => r := 1 }", #"filter    k = "1""#),
    ("k match { in(values=[5]) => r := 1 }", #"call      in(field=k, values=["5"])"#),
    ("k match { !in(values=[5]) => r := 1 }", #"filter    not in(field=k, values=["5"])"#),
  ])
  func `guards become the first step of a branch`(_ query: String, _ first: String) {
    #expect(Planned(query).steps.split(separator: "\n").dropFirst(2).first == "    \(first)")
  }

  @Test(arguments: ["*", "true"])
  func `a guard for everything needs no field`(_ guardText: String) {
    #expect(Planned("k match { \(guardText) => r := 1 }").steps.hasSuffix("branch 1\n    assign    r := 1"))
  }

  @Test func `a parameter is a guard`() {
    #expect(Planned("k match { ?p => r := 1 }", parameters: ["p": "x*"]).steps.contains(#"filter    k = "x*""#))
  }

  @Test func `only filters are guards`() {
    #expect(Planned("k match { lower() => r := 1 }").errors == ["not-a-filter: lower()"])
  }

  @Test func `a branch cannot aggregate`() {
    #expect(Planned("case { a=1 | count(); * }").errors == ["aggregate-in-branch: count()"])
    #expect(Planned("case { a=1 | groupBy(b); * }").errors == ["aggregate-in-branch: groupBy(b)"])
  }

  @Test func `branches nest`() {
    let planned = Planned("case { a=1 | case { b=1 | r := 1; * | r := 2 }; * }")
    #expect(planned.errors.isEmpty)
    #expect(planned.steps.contains("    choose"))
  }
}
