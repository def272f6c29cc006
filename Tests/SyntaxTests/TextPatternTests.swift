import MartletDiagnostics
import Testing

@testable import MartletSyntax

@Suite struct TextPatternTests {
  @Test func `an unquoted pattern has no escapes`() {
    #expect(pattern(#"C:\Temp\*"#).pieces == [.literal(#"C:\Temp\"#), .anything])
  }

  @Test func `stars in quotes are live and neighbours are one`() {
    #expect(pattern(#""P**T""#).pieces == [.literal("P"), .anything, .literal("T")])
  }

  @Test func `an escaped backslash before a star leaves the star live`() {
    #expect(pattern(#""*\\Temp\\*""#).pieces == [.anything, .literal(#"\Temp\"#), .anything])
  }

  @Test func `an escaped star is literal`() {
    #expect(pattern(#""a\*b""#).pieces == [.literal("a*b")])
  }

  private func pattern(_ raw: String) -> TextPattern {
    TextPattern(text: raw, raw: raw, isQuoted: raw.hasPrefix("\""), range: SourceRange(at: 0))
  }
}
