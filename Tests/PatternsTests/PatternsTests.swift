import MartletPatterns
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("Ann*", "Ann Lee", true), ("*Lee", "Ann Lee", true), ("*n*L*", "Ann Lee", true), ("Ann", "Ann Lee", false),
    ("*", "", true), ("", "", true), ("", "x", false), ("a*b*c", "a b b c", true), ("a*b*c", "a c b", false),
  ])
  func `stars stand for any text`(_ pattern: String, _ text: String, _ matches: Bool) {
    #expect(Glob(pattern).matches(text) == matches)
  }

  @Test func `a part may match`() {
    #expect(Glob("nn L", extent: .part).matches("Ann Lee"))
    #expect(!Glob("nn l", extent: .part).matches("Ann Lee"))
    #expect(Glob("nn l", extent: .part, ignoresCase: true).matches("Ann Lee"))
  }

  @Test func `a literal star is no wildcard`() {
    #expect(Glob("a*", literalStars: [1]).matches("a*"))
    #expect(!Glob("a*", literalStars: [1]).matches("ab"))
  }
}

@Suite struct RegexTests {
  @Test func `a search is not anchored`() throws {
    #expect(try Regex("(?i)(delete|destroy)").matches("BatchDELETE"))
    #expect(try !Regex("^delete").matches("Undelete"))
  }

  @Test(arguments: [
    "(?<=u=)ann", "(?<!u)x", "a*+", "(?>a)", #"\k<x>"#, #"\G"#, #"\R"#,
  ])
  func `what LogScale refuses is refused`(_ pattern: String) {
    #expect(throws: RegexError.self) { try Regex(pattern) }
  }

  @Test func `nested repeats take linear time`() throws {
    let regex = try Regex("(a+)+$")
    #expect(!regex.matches(String(repeating: "a", count: 5000) + "b"))
    #expect(regex.isLinear)
  }

  @Test func `groups may be named after fields`() throws {
    let regex = try Regex(#"(?<event.kind>\w+) (?<@timestamp>\d+) (?<a[0]>.)"#)
    #expect(regex.captureNames == ["event.kind", "@timestamp", "a[0]"])
    let text = Array("alert 17 x".utf8)
    var match = regex.makeMatch()
    let found = regex.firstMatch(in: text.span, into: &match)
    #expect(found)
    #expect(regex.capture(1, of: match).map { String(decoding: text[$0], as: UTF8.self) } == "17")
  }

  @Test func `look-ahead works`() throws {
    #expect(try Regex("a(?=b)").matches("ab"))
    #expect(try !Regex("a(?=b)").matches("ac"))
  }
}
