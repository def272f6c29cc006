import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `getField(source)` reads the field whose name an expression gives.
struct GetField: ValueFunction {
  static let source = Parameter<ExpressionReference>(
    "source", "Expression whose value is the name of the field.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_getField")

  static let spec = FunctionSpec(
    "getField", in: .transform, kind: .transform,
    summary: "Reads the field whose name is the value of an expression.",
    details: [
      "A bare word is a field that holds the name; a quoted text is the name itself, whatever characters it has.",
      "Without such a field there is no value.",
    ],
    parameters: source, output,
    examples: [
      Example(
        "The field another one points to", query: "value := getField(which)",
        events: #"{"which": "old", "old": "t2.micro", "new": "m5.large"} {"which": "none"}"#,
        yields: #"{"which": "old", "old": "t2.micro", "new": "m5.large", "value": "t2.micro"} {"which": "none"}"#),
      Example(
        "A name that is no bare word", query: #"ms := getField("time-taken") * 1000"#,
        events: #"{"time-taken": "2"}"#, yields: #"{"time-taken": "2", "ms": "2000"}"#),
    ])

  private let source: ExpressionReference
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.source]
    target = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writes: [arguments[output].text])
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    guard let names = try context.value(of: source, in: batch)?.asText() else { return nil }
    var columns: [String: TextColumn] = [:]
    return Column.text(in: batch.mask) { row, text in
      guard let name = names.string(at: row) else { return false }
      if let known = columns[name] { return known.append(row, to: &text) }
      let column = batch.text(of: name)
      columns[name] = column
      return column.append(row, to: &text)
    }
  }
}
