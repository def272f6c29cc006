import MartletDiagnostics
import Testing

@Suite struct SuggestionTests {
  @Test func `a near miss finds its name`() {
    #expect(Suggestion.closest(to: "goupBy", among: ["groupBy", "count", "top"]) == ["groupBy"])
  }

  @Test func `case differences cost nothing`() {
    #expect(Suggestion.closest(to: "TIMECHART", among: ["timeChart", "table"]) == ["timeChart"])
  }

  @Test func `far names are not suggested`() {
    #expect(Suggestion.closest(to: "duration", among: ["round", "count"]).isEmpty)
  }
}

@Suite struct SourceTextTests {
  @Test func `columns count scalars, not bytes`() {
    let text = SourceText("é | x\nsecond")
    #expect(text.position(of: 5) == SourceText.Position(line: 1, column: 5))
    #expect(text.position(of: 7) == SourceText.Position(line: 2, column: 1))
    #expect(text[text.line(2)] == "second")
  }
}
