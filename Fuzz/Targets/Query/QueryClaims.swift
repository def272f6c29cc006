import FuzzSupport
import MartletCatalog
import MartletDiagnostics
import MartletEngine
import MartletPlanning
import MartletSyntax

/// What must hold of any bytes that are taken for a query.
struct QueryClaims {
  private static let engine = Engine()
  private let source: SourceText
  private var options: CompileOptions

  init(choice: Int, text: [UInt8]) {
    source = SourceText(bytes: text)
    options = CompileOptions(
      isStrict: choice & 1 != 0, isCheck: choice & 2 != 0, optimizes: choice & 4 == 0,
      parameters: ["p": "1", "q": "a*"], savedQuery: { $0 == "saved" ? "a=1 | b := ?{r=2}" : nil })
    options.isParser = choice & 8 != 0
  }

  func check(_ number: Int) {
    switch number {
    case 0, 1: checkCompiling()
    case 2: checkPrinting()
    default: checkLayout()
    }
  }

  private func checkCompiling() {
    let compiled = Self.engine.compile(source, options: options)
    for diagnostic in compiled.diagnostics { check(diagnostic) }
    let mended = SourceText(bytes: FixIts.apply(compiled.diagnostics.flatMap(\.fixIts), to: source))
    _ = Parser.parse(mended, options: parseOptions)
    let hasError = compiled.diagnostics.contains { $0.severity == .error }
    claim(compiled.isRunnable == !hasError, "a query can be run if and only if nothing is wrong with it")
    if !compiled.isRunnable { return }
    let parsed = Parser.parse(source, options: parseOptions)
    claim(!parsed.hasErrors, "a query that cannot be read cannot be run")
    let printed = Printer.text(of: parsed.query)
    let again = Self.engine.compile(printed, options: options)
    claim(again.isRunnable || hasHabit(printed), "as written it can be run, not so printed as \(printed)")
  }

  private func check(_ diagnostic: Diagnostic) {
    claim(!diagnostic.message.isEmpty, "'\(diagnostic.code.rawValue)' says something")
    for range in [diagnostic.range] + diagnostic.notes.map(\.range) {
      claim(range.upperBound <= source.bytes.count, "'\(diagnostic.message)' stands in the text, not at \(range)")
    }
    for fixIt in diagnostic.fixIts {
      for edit in fixIt.edits {
        claim(edit.range.upperBound <= source.bytes.count, "'\(fixIt.title)' edits the text, not \(edit.range)")
      }
    }
  }

  /// Whether words of another language are found in a printed query: they are told by what stands around them, and more
  /// blanks and pipes stand around them than in what was printed.
  private func hasHabit(_ printed: String) -> Bool {
    Parser.parse(SourceText(printed), options: parseOptions).diagnostics.contains {
      $0.severity == .error && $0.code.rawValue.hasSuffix("-habit")
    }
  }

  private var parseOptions: ParseOptions {
    Planner.parseOptions(Self.engine.functions, strict: options.isStrict)
  }

  /// What is printed reads as the same query.
  private func checkPrinting() {
    let parsed = Parser.parse(source, options: parseOptions)
    if parsed.hasErrors { return }
    let printed = Printer.text(of: parsed.query)
    let again = Parser.parse(SourceText(printed), options: parseOptions)
    if hasHabit(printed) { return }
    claim(!again.hasErrors, "printed it cannot be read: \(printed)")
    let twice = Printer.text(of: again.query)
    claim(twice == printed, "printed twice it is '\(twice)', once '\(printed)'")
  }

  /// What is laid out reads as the same query, and stays as it is when it is laid out again.
  private func checkLayout() {
    let formatted = Self.engine.formatted(source)
    if formatted.diagnostics.contains(where: { $0.severity == .error }) { return }
    if hasHabit(Printer.text(of: Parser.parse(source, options: parseOptions).query)) { return }
    claim(formatted.text != nil, "laid out it would not be the same query")
    guard let text = formatted.text else { return }
    let again = Self.engine.formatted(SourceText(text)).text
    claim(again == text, "laid out twice it is '\(again ?? "")', once '\(text)'")
  }
}
