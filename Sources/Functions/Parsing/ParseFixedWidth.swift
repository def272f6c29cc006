import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseFixedWidth(field, columns=[…], widths=[…])` cuts a text at fixed places.
struct ParseFixedWidth: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the text.", unnamed: true, default: "@rawstring")
  static let columns = Parameter<[OutputName]>("columns", "Names of the columns, in order.")
  static let widths = Parameter<[Int]>("widths", "Width of each column in characters.")
  static let trim = Parameter<Bool>("trim", "Whether blanks around values are taken away.", default: true)

  static let spec = FunctionSpec(
    "parseFixedWidth", in: .parsing, kind: .transform,
    summary: "Cuts a text into columns of fixed widths.",
    details: ["Columns beyond the end of the text are not made, and text beyond the last column is left out."],
    parameters: field, columns, widths, trim,
    examples: [
      Example(
        "Two columns", query: "parseFixedWidth(line, columns=[id, state], widths=[3, 6]) | drop(line)",
        events: #"{"line": "903done  x"}"#, yields: #"{"id": "903", "state": "done"}"#)
    ])

  private let source: String
  private let names: [String]
  private let widths: [Int]
  private let trims: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    names = arguments[Self.columns].map(\.text)
    widths = arguments[Self.widths]
    trims = arguments[Self.trim]
    if names.count != widths.count || widths.contains(where: { $0 < 1 }) {
      throw .badWidths(at: arguments.located(Self.widths).range)
    }
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard var rest = texts.string(at: row)?[...] else { return }
      for (name, width) in zip(names, widths) {
        if rest.isEmpty { return }
        var value = rest.prefix(width)
        rest = rest.dropFirst(value.count)
        if trims { value = value.trimmed }
        fields.set(name, at: row, value.utf8)
      }
    }
    fields.assign(to: &batch)
  }
}

extension Substring {
  /// Without the blanks at both ends.
  var trimmed: Substring {
    var text = self.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

extension Diagnostic {
  fileprivate static func badWidths(at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'parseFixedWidth' needs a width of 1 or more for each column", at: range,
      help: "Write as many widths as columns, in the same order.")
  }
}
