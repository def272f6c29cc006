import MartletCatalog
import MartletDiagnostics
import MartletEngine
import MartletFunctions
import MartletSyntax
import Testing

/// The cases of `Conformance/` and the examples of all functions, each run in every way that must not matter.
@Suite struct ConformanceTests {
  @Test(arguments: Case.all) func `a case gives what it says, however it is run`(test: Case) async {
    await test.check()
  }

  @Test(arguments: Case.examples) func `an example of a function gives what it says, however it is run`(
    test: Case
  ) async {
    await test.check()
  }

  @Test func `there are cases`() {
    #expect(Case.all.count > 50)
  }
}

extension Case {
  /// The examples of all built-in functions.
  static let examples: [Case] = BuiltIn.all.flatMap { function in
    function.spec.examples.map { example in
      let place = "\(example.fileID):\(example.line)"
      let mode: Mode =
        switch example.comparison {
        case .exact: .exact
        case .unordered: .unordered
        case .subset: .subset
        case .approximate: .approx
        }
      return Case(
        place: place, title: "\(function.spec.name): \(example.title)", query: example.query,
        events: JSONLines.events(of: example.events, at: place), mode: mode,
        rows: JSONLines.events(of: example.yields, at: place),
        files: Dictionary(uniqueKeysWithValues: example.files.map { ($0.key, $0.value) }),
        isParser: function.spec.isForParsers)
    }
  }

  func check() async {
    if mode == .findings { return checkFindings() }
    let plain = await run(.plain)
    if let difference = CaseComparison(test: self).difference(from: plain) {
      Issue.record("\(place) \(title): \(difference)")
      return
    }
    for configuration in Configuration.others {
      let outcome = await run(configuration)
      if !outcome.hasSameRows(as: plain) {
        Issue.record("\(place) \(title): with \(configuration) it gives \(outcome), not \(plain)")
        return
      }
    }
    guard let reprinted = reprintedQuery else { return }
    checkFormat()
    let outcome = await run(.plain, query: reprinted)
    if !outcome.hasSameRows(as: plain) {
      Issue.record("\(place) \(title): printed as '\(reprinted)' it gives \(outcome), not \(plain)")
    }
  }

  /// A query that is laid out reads the same, and stays as it is when it is laid out again.
  private func checkFormat() {
    guard let text = Engine().formatted(SourceText(query)).text else {
      Issue.record("\(place) \(title): laid out it would not be the same query")
      return
    }
    let again = Engine().formatted(SourceText(text)).text
    if again != text { Issue.record("\(place) \(title): laid out twice it is '\(again ?? "")', not '\(text)'") }
  }

  /// The query after it was parsed and printed; `nil` for one that does not parse.
  private var reprintedQuery: String? {
    let source = SourceText(query)
    let parsed = Parser.parse(source, options: Self.parseOptions)
    return parsed.hasErrors ? nil : Printer.text(of: parsed.query)
  }

  private static let parseOptions: ParseOptions = {
    let registry = FunctionRegistry(BuiltIn.all)
    return ParseOptions { name in
      registry[name].map { KnownFunction(name: $0.spec.name, isFilter: $0.spec.kind == .filter) }
    }
  }()
}

extension Outcome {
  /// Whether the rows are the same; in which order their fields were first seen depends on the batches.
  func hasSameRows(as other: Outcome) -> Bool {
    if case .rows(let rows, _) = self, case .rows(let others, _) = other { return rows == others }
    return self == other
  }
}
