import MartletDiagnostics
import Testing

@testable import MartletSyntax

/// Queries with tokens removed, doubled, swapped and replaced: reading must end, stay in the text, and agree with the printer.
@Suite struct MutationTests {
  private static let queries = [
    ##"#repo=trail event.action=/(?i)snap(shot)?/ | groupBy([user, aid], function=[count(as=n), max(@timestamp)])"##,
    #"a="x y" or not (b=in("p","q") and c!=*) | case { n > 3 => level := "high"; * | level := lower(a) }"#,
    #"x := if(n+1*2 >= -3, then=format("%s-%d", field=[a, b]), else="z") | y := a[0].b ?? "none" // comment"#,
    #"match { status: "1*" => r := 1 ; * => r := 2 ; } | $saved(user=?who, limit=10) | tail(5)"#,
    #"join({#type=proc | select([pid, name])}, field=pid, include=[name]) | eval(q=w/2) | /free.text/i "word" | [count(), sum(b)]"#,
    #"regex("(?<ip>\d+\.\d+)", field=src) | cidr(ip, subnet=["10.0.0.0/8"]) /* block */ | table([ip, b], limit=20) | sort(b, order=desc)"#,
  ]

  @Test(arguments: queries) func `a query that was changed at random is still read`(_ query: String) {
    var random = SplitMix(state: 0x5eed)
    let tokens = Self.tokens(of: query)
    for _ in 0..<600 {
      var changed = tokens
      for _ in 0...random.next(below: 3) { Self.change(&changed, with: &random) }
      expectReadable(changed.joined())
    }
  }

  @Test(arguments: queries) func `a query that ends anywhere is still read`(_ query: String) {
    let bytes = Array(query.utf8)
    for end in 0...bytes.count { expectReadable(String(decoding: bytes[..<end], as: UTF8.self)) }
  }

  private func expectReadable(_ text: String) {
    let parsed = Parser.parse(SourceText(text))
    for diagnostic in parsed.diagnostics {
      #expect(diagnostic.range.upperBound <= text.utf8.count, "\(text): \(diagnostic.message)")
      #expect(!diagnostic.message.isEmpty, "\(text)")
    }
    guard !parsed.hasErrors else { return }
    let printed = Printer.text(of: parsed.query)
    let again = Parser.parse(SourceText(printed))
    #expect(!again.hasErrors, "\(text) was printed as \(printed)")
    #expect(Printer.text(of: again.query) == printed, "\(text)")
  }

  private static func change(_ tokens: inout [String], with random: inout SplitMix) {
    guard tokens.count > 2 else { return }
    let place = random.next(below: tokens.count)
    let other = random.next(below: tokens.count)
    switch random.next(below: 4) {
    case 0: tokens.remove(at: place)
    case 1: tokens.insert(tokens[place], at: other)
    case 2: tokens.swapAt(place, other)
    default: tokens[place] = ["|", "{", "}", "(", ")", "\"", "/", "=", ":=", "not", "or", ",", "[", "\\", "?", "é"][random.next(below: 16)]
    }
  }

  /// Words, spaces and single signs; quotes and slashes are tokens of their own so that strings get broken too.
  private static func tokens(of query: String) -> [String] {
    var tokens: [String] = []
    var lastIsWord = false
    for character in query {
      let isWord = character.isLetter || character.isNumber || "_@#.".contains(character)
      if isWord, lastIsWord { tokens[tokens.count - 1].append(character) } else { tokens.append(String(character)) }
      lastIsWord = isWord
    }
    return tokens
  }
}

/// Steele and others, "Fast splittable pseudorandom number generators", 2014.
private struct SplitMix {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
