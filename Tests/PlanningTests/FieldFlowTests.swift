import MartletPlanning
import Testing

@Suite struct `What a query reads` {
  @Test(arguments: [
    ("a=1 | groupBy(b)", "a b"), ("a=1 | count()", "a"), ("count()", ""),
    ("x := a + b | groupBy(x)", "a b x"), ("lower(a, as=x) | groupBy(x)", "a x"),
    ("groupBy(k, function=sum(v)) | _sum > 5", "k v"), ("groupBy(k, function={ a=1 | count() })", "a k"),
    ("test(a == b) | count()", "a b"), ("in(a, values=[1]) or b=2 | count()", "a b"),
    ("select([a, b]) | count()", "a b"), ("[count(), sum(v)]", "v"), ("a=/(?<u>x)/ | groupBy(u)", "a u"),
    ("sort(a) | table([b])", "@timestamp a b"), ("each({ a=1 }) | count()", "a"),
  ])
  func `the fields, and no whole events`(_ query: String, _ fields: String) {
    let demand = Planned(query).demand
    #expect(demand.fields.joined(separator: " ") == fields)
    #expect(!demand.needsEvents)
  }

  @Test(arguments: [
    "a=1", "x := a", "sort(a)", "foo | count()", "case { foo; * } | count()", "select([a]) | foo | count()",
  ])
  func `events that come out or are searched are needed whole`(_ query: String) {
    #expect(Planned(query).demand.needsEvents)
  }

  @Test func `a selection ends the need for whole events`() {
    #expect(!Planned("a=1 | select([b])").demand.needsEvents)
  }

  @Test func `a value that may be none leaves the old one, a constant does not`() {
    #expect(Planned("x := nope | groupBy(x)").demand.fields == ["nope", "x"])
    #expect(Planned(#"x := "high" | groupBy(x)"#).demand.fields == [])
    #expect(Planned(#"case { a=1 | x := "p"; * } | groupBy(x)"#).demand.fields == ["a", "x"])
    #expect(Planned(#"case { a=1 | x := "p"; * | x := "q" } | groupBy(x)"#).demand.fields == ["a"])
  }

  @Test func `an aggregate that keeps events hands on what is needed behind it`() {
    #expect(Planned("groupBy(k, function=sort(v)) | select([k, w])").demand.fields == ["@timestamp", "k", "v", "w"])
  }

  @Test func `the named field of a dynamic name may be any`() {
    #expect(Planned("`k` := a | count()").demand.needsEvents)
  }
}

@Suite struct `The view of a query` {
  @Test(arguments: [
    "#event_simpleName=CloudResourceModification | count()", "a=1 | #event_simpleName=CloudResourceRead | count()",
    "#event_simpleName=CloudResourceRead or #event_simpleName=CloudResourceModification",
    "in(#event_simpleName, values=[CloudResourceRead, CloudResourceModification])",
    #"#event_simpleName = "CloudResourceModification" a=/(?<u>x)/"#,
  ])
  func `leading filters may ask for resources`(_ query: String) {
    for optimizes in [false, true] { #expect(Planned(query, optimizes: optimizes).demand.view == .resources) }
  }

  @Test(arguments: [
    "count()", "#event_simpleName=ProcessRollup2", "#event_simpleName!=CloudResourceRead", "#event_simpleName=Cloud*",
    "#event_simpleName=CloudResourceRead or a=1", "x := 1 | #event_simpleName=CloudResourceRead",
    "in(#event_simpleName, values=[CloudResourceRead, other])",
    "in(#event_simpleName, values=[cloudresourceread], ignoreCase=true)",
    "a=/(?<#event_simpleName>.+)/ | #event_simpleName=CloudResourceRead",
    "case { #event_simpleName=CloudResourceRead; * }",
  ])
  func `anything else reads records, optimised or not`(_ query: String) {
    for optimizes in [false, true] { #expect(Planned(query, optimizes: optimizes).demand.view == .records) }
  }
}
