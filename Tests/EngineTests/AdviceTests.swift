import Foundation
import MartletDiagnostics
import MartletEngine
import Testing

@Suite struct `The page of advice` {
  @Test func `every example is told of by its code`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/advice.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(lines.count > 20)
    for line in lines {
      let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let codes = cells[0].split(separator: ", ").map { $0.trimmingCharacters(in: ["`"]) }
      let example = cells[2].trimmingCharacters(in: ["`"]).replacing("\u{1}", with: "|")
      // A link stands in a node.
      let query = example == "u = a.u" ? "correlate(a: { x=1 }, b: { y=1 | \(example) }, within=1h)" : example
      let said = Set(Engine().compile(query, options: CompileOptions(isCheck: true)).diagnostics.map(\.code.rawValue))
      #expect(!said.isDisjoint(with: codes), "\(example) says \(said)")
    }
  }
}
