import MartletDiagnostics
import MartletEngine
import Testing

@Suite struct `Queries laid out` {
  @Test func `functions are spelt as they are documented, fields and values as they are written`() {
    let query = "Groupby=Lower | groupby(Host, function=COUNT()) | TIMECHART(b) | y:=Lower(Concat)"
    #expect(
      Engine().formatted(SourceText(query)).text
        == "Groupby=Lower\n| groupBy(Host, function=count())\n| timeChart(b)\n| y := lower(Concat)\n")
  }

  @Test func `so they are where a call takes several lines`() {
    let long = "select([\(String(repeating: "a", count: 60)), \(String(repeating: "b", count: 60))])"
    let query = "GROUPBY(\(String(repeating: "a", count: 60)), function=[\(String(repeating: "b", count: 60)) := Count()])"
    #expect(Engine().formatted(SourceText(query)).text?.hasPrefix("groupBy(\n    aaa") == true)
    #expect(Engine().formatted(SourceText(long)).text == long + "\n")
  }
}
