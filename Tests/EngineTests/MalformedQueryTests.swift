import MartletDiagnostics
import MartletEngine
import Testing

/// Queries that are no UTF-8: each bad byte is read as U+FFFD, which is longer, yet messages point into the text.
@Suite struct MalformedQueryTests {
  private static let bad = [UInt8](repeating: 0xFF, count: 60)

  @Test(arguments: [
    ("a=/", "(/"), ("x ", "//y"), ("x=*", "\"z"), ("x := \"", "\" + \"b\" | \"c"), ("regex(\"(", "\")"),
    ("f(/a", "/, b=c-d)"),
  ])
  func `every place that is told of stands in the text`(start: String, end: String) {
    let source = SourceText(bytes: Array(start.utf8) + Self.bad + Array(end.utf8))
    let compiled = Engine().compile(source)
    #expect(compiled.diagnostics.contains { $0.code == "invalid-utf8" })
    for diagnostic in compiled.diagnostics {
      #expect(diagnostic.range.upperBound <= source.bytes.count, "\(diagnostic.message)")
      for note in diagnostic.notes { #expect(note.range.upperBound <= source.bytes.count, "\(diagnostic.message)") }
    }
  }
}
