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

  @Test func `bytes that are no UTF-8 are part of the first match`() throws {
    let text: [UInt8] = [0xFF, 0x61, 0x62, 0x63, 0x64]
    for body in ["..", "..(?=c)"] {
      let regex = try Regex(body)
      var match = regex.makeMatch()
      let found = regex.firstMatch(in: text.span, into: &match)
      #expect(found)
      #expect(match.range == (body == ".." ? 0..<2 : 1..<3), "\(body)")
    }
  }

  @Test func `look-ahead works`() throws {
    #expect(try Regex("a(?=b)").matches("ab"))
    #expect(try !Regex("a(?=b)").matches("ac"))
  }
}

@Suite struct RequiredLiteralTests {
  private func literals(_ body: String, _ flags: RegexFlags = []) throws -> [String]? {
    try Regex(body, flags: flags).requiredLiterals?.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test func `the longest literal of a sequence is required`() throws {
    #expect(try literals("^ab.*cdef$") == ["cdef"])
    #expect(try literals("(delete|destroy)x?") == ["delete", "destroy"])
    #expect(try literals("a*b?") == nil)
    #expect(try literals("(abc){2,}") == ["abc"])
    #expect(try literals("a|b*") == nil)
  }

  @Test func `without case, letters that fold beyond ASCII are left out`() throws {
    #expect(try literals("(?i)snapshot") == ["snapshot"])
    #expect(try literals("(?i)größe") == ["gr"])
  }

  @Test func `what stands for bytes that are no UTF-8 is not required`() throws {
    let regex = try Regex(#"ab\x1Ac"#)
    let text: [UInt8] = [0x61, 0x62, 0xFF, 0x63]
    let isMatch = regex.matches(text.span)
    #expect(isMatch)
    #expect(try literals(#"ab\x1Ac"#) == ["ab"])
  }

  /// Every match must contain one of the literals, or records would be lost.
  @Test func `literals are sound on random texts`() throws {
    let bodies = ["a+b", "(ab|ba)+", "(?i)aB", "a.b|b.a", "(a|b)(a|b)a", "a{2}b*", "[ab]ab", "(?:a|)b"]
    var seed: UInt64 = 7
    for body in bodies {
      let regex = try Regex(body)
      guard let required = regex.requiredLiterals else { continue }
      for _ in 0..<2000 {
        var text = ""
        for _ in 0..<6 {
          seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          text += ["a", "b", "A", "B"][Int(seed >> 62)]
        }
        guard regex.matches(text) else { continue }
        let found = required.contains { literal in
          let needle = String(decoding: literal.bytes, as: UTF8.self)
          // Other letters than those of ASCII may fold to these.
          if literal.ignoresCase, text.utf8.contains(where: { $0 >= 0x80 }) { return true }
          return literal.ignoresCase ? text.lowercased().contains(needle.lowercased()) : text.contains(needle)
        }
        #expect(found, "\(body) matches \(text)")
      }
    }
  }

  @Test func `a glob requires its longest piece`() {
    #expect(Glob("a*bcd*e").requiredLiterals?.map(\.bytes) == [Array("bcd".utf8)])
    #expect(Glob("*").requiredLiterals == nil)
  }
}
