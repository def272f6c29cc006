public import MartletDiagnostics
import MartletPlanning
import MartletSyntax

extension Engine {
  /// What came of laying a query out.
  public struct Formatted: Sendable {
    /// `nil` when the query has an error, or when the layout would not read as the same query.
    public var text: String?
    /// What is wrong with the query.
    public var diagnostics: [Diagnostic]
  }

  /// Lays a query out; comments stay. The result is read again and compared before it is given.
  public func formatted(_ source: SourceText) -> Formatted {
    let options = Planner.parseOptions(functions, strict: false)
    let parsed = Parser.parse(source, options: options)
    guard let text = Formatter.text(of: source, options: options) else {
      return Formatted(text: nil, diagnostics: parsed.diagnostics)
    }
    let again = Parser.parse(SourceText(text), options: options)
    let isSame =
      Printer.text(of: again.query) == Printer.text(of: parsed.query)
      && again.query.comments.map(\.text) == parsed.query.comments.map(\.text)
    return Formatted(text: isSame ? text : nil, diagnostics: parsed.diagnostics)
  }
}
