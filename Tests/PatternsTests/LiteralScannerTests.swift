import MartletPatterns
import Testing

@Suite struct LiteralScannerTests {
  private func found(_ literals: [String], in text: String) throws -> Set<UInt32> {
    let scanner = try #require(LiteralScanner(literals.map { Array($0.utf8) }))
    let bytes = Array(text.utf8)
    var found: Set<UInt32> = []
    scanner.scan(bytes.span) { found.insert($0) }
    return found
  }

  @Test func `literals inside others, at the end and in another case are found`() throws {
    let literals = ["she", "he", "hers", "ush", "s"]
    #expect(try found(literals, in: "USHERS") == [0, 1, 2, 3, 4])
    #expect(try found(literals, in: "he") == [1])
    #expect(try found(literals, in: "") == [])
    #expect(try found(["ü"], in: "Mül") == [0])
  }

  @Test func `every literal that occurs in random texts is found, and no other`() throws {
    var state: UInt64 = 5
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    func text(_ most: Int) -> String {
      (0...random(most)).reduce(into: "") { text, _ in text += ["a", "b", "C", "ä"][random(4)] }
    }
    for _ in 0..<200 {
      let literals = (0...random(12)).map { _ in text(4) }
      let text = text(20)
      let wanted = literals.indices.filter { text.lowercased().contains(literals[$0].lowercased()) }.map { UInt32($0) }
      #expect(try found(literals, in: text) == Set(wanted), "\(literals) in \(text)")
    }
  }

  @Test func `no literals and too many make no scanner`() {
    #expect(LiteralScanner([]) == nil)
    let many = (0..<40_000).map { number in Array("literal number \(number) of very many".utf8) }
    #expect(LiteralScanner(many) == nil)
  }
}
