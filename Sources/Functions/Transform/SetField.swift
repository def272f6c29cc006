import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `setField(target, value)` writes the field whose name an expression gives.
struct SetField: TransformFunction {
  static let name = Parameter<ExpressionReference>("target", "Expression whose value is the name of the field.")
  static let value = Parameter<ExpressionReference>("value", "Expression whose value is written.")

  static let spec = FunctionSpec(
    "setField", in: .transform, kind: .transform,
    summary: "Writes the field whose name is the value of an expression.",
    details: [
      "A bare word as target is a field that holds the name; a quoted text is the name itself.",
      "Without a name or without a value nothing is written.",
    ],
    parameters: name, value,
    examples: [
      Example(
        "A field per kind of disk", query: "setField(target=kind, value=size * 2)",
        events: #"{"kind": "root", "size": "8"} {"size": "9"}"#,
        yields: #"{"kind": "root", "size": "8", "root": "16"} {"size": "9"}"#),
    ])

  private let name: ExpressionReference
  private let value: ExpressionReference

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    name = arguments[Self.name]
    value = arguments[Self.value]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let names = try context.value(of: name, in: batch)?.asText(),
      let values = try context.value(of: value, in: batch)?.asText()
    else { return }
    var fields = FieldCollector()
    for row in 0..<batch.rowCount where batch.mask[row] && names.isPresent(row) && values.isPresent(row) {
      fields.set(
        names.storage.span.extracting(names.range(of: row)),
        to: values.storage.span.extracting(values.range(of: row)), in: row)
    }
    fields.assign(to: &batch)
  }
}
