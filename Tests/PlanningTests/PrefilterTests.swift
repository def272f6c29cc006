import MartletPlanning
import Testing

@Suite struct `What every event must contain` {
  /// The prefilter in a short form: `a:x|y` is a field and its literals, `~` marks a literal of any case.
  private func prefilter(_ query: String, optimizes: Bool = false) -> String {
    Planned(query, optimizes: optimizes).demand.prefilter.map(text) ?? "nothing"
  }

  private func text(_ prefilter: PlanPrefilter) -> String {
    switch prefilter {
    case .field(let name, let literals): "\(name):\(text(literals))"
    case .anyField(let literals): "*:\(text(literals))"
    case .all(let parts): parts.map(text).joined(separator: " & ")
    case .any(let parts): "(" + parts.map(text).joined(separator: " or ") + ")"
    }
  }

  private func text(_ literals: [PlanPrefilter.Literal]) -> String {
    literals.map { (literal) in (literal.ignoresCase ? "~" : "") + String(decoding: literal.bytes, as: UTF8.self) }
      .joined(separator: "|")
  }

  @Test(arguments: [
    ("a=xyz", "a:xyz"), ("a=ab*xyz*", "a:xyz"), ("a like xyz", "a:xyz"), ("a=/del(ete|uge)/", "a:del"),
    ("a=/ax|by/", "a:ax|by"),
    ("a=/abc/i", "a:~abc"), ("a=x b=y", "a:x & b:y"), ("a=x or b=y", "(a:x or b:y)"), ("foo", "*:foo"),
    ("in(a, values=[x, y])", "a:x|y"), ("in(a, values=[abc], ignoreCase=true)", "a:~abc"),
    ("a=x or in(b, values=[y])", "(a:x or b:y)"),
    ("case { a=x | r := 1; b=y }", "(a:x or b:y)"), ("k match { x => r := 1; y* => r := 2 }", "(k:x or k:y)"),
    ("c=z | case { a=x; b=y }", "c:z & (a:x or b:y)"), ("r := 1 | a=x", "a:x"), ("a=x | count() | b=y", "a:x"),
  ])
  func `literals follow from conditions`(_ query: String, _ expected: String) {
    #expect(prefilter(query) == expected)
  }

  @Test(arguments: [
    "count()", "a!=x", "not a=x", "a=*", "a > 5", "a=x or b!=y", "a=x or true", "a=/.*/", "case { a=x; * }",
    "case { a=x; b > 5 }", "in(a, values=[\"*\"])", "!in(a, values=[x])", "count() | a=x", "lower(a, as=b) | b=x",
    "test(a == b)", #"a=/x?/"#,
  ])
  func `conditions that promise nothing give nothing`(_ query: String) {
    #expect(prefilter(query) == "nothing")
  }

  @Test func `a field that was written says nothing of the input`() {
    #expect(prefilter("r := \"abc\" | r=abc") == "nothing")
    #expect(prefilter("m=/u=(?<u>\\w+)/ | u=ann") == "m:u=")
    #expect(prefilter("m=/u=(?<u>\\w+)/ u=ann") == "m:u=")
    #expect(prefilter("capture(m, into=u) | u=ann | b=x") == "b:x")
    #expect(prefilter("case { r := 1 | r=abc; a=x }") == "nothing")
    #expect(prefilter("`k` := 1 | a=x") == "nothing")
  }

  @Test func `a field may be required before it is written`() {
    #expect(prefilter("u=xyz u=/(?<u>x)yz/") == "u:xyz & u:yz")
  }
}
