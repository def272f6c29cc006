import MartletPlanning
import Testing

@Suite struct `Places of steps` {
  @Test func `a source comes first, settings and defaults of parameters aside`() {
    #expect(Planned("a=1 | createEvents([x])").errors == ["source-not-first: createEvents([x])"])
    #expect(Planned("createEvents([x]) | a=1").errors == [])
    #expect(Planned("setTimeInterval(start=1d) | createEvents([x])").errors == [])
    #expect(Planned(#"?{p="*"} | createEvents([x]) | a=?p"#).errors == [])
  }

  @Test func `settings and sources stand in no block`() {
    #expect(
      Planned("case { setTimeInterval(start=1d); * }").errors == ["misplaced-function: setTimeInterval(start=1d)"])
    #expect(Planned("case { createEvents([x]); * }").errors == ["misplaced-function: createEvents([x])"])
  }

  @Test func `functions over ordered events need an order`() {
    #expect(Planned("accumulate(count())").errors == ["order-required: accumulate(count())"])
    #expect(Planned("sort(a) | accumulate(count())").errors == [])
  }

  @Test func `links belong to correlate`() {
    #expect(Planned("a <=> B.c").errors == ["link-outside-correlate: a <=> B.c"])
  }

  @Test func `a word that is a function's name is not searched by accident`() {
    #expect(Planned("foo groupBy").errors.count == 1)
    #expect(Planned(#"foo "groupBy""#).errors.isEmpty)
  }
}
