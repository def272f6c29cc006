import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `default(value, field=…)` fills fields that are missing.
struct Default: TransformFunction {
  static let value = Parameter<String>("value", "Text to fill in.", unnamed: true)
  static let field = Parameter<[FieldName]>("field", "Field or fields to fill.")
  static let replaceEmpty = Parameter<Bool>(
    "replaceEmpty", "Whether an empty text counts as missing.", default: false)

  static let spec = FunctionSpec(
    "default", in: .transform, kind: .transform,
    summary: "Gives fields a value in events that do not have them.",
    details: ["The value is a text, not an expression.", "An empty text is kept unless replaceEmpty=true."],
    parameters: value, field, replaceEmpty,
    examples: [
      Example(
        "No event without a region", query: #"default(value="none", field=[region, zone])"#,
        events: #"{"region": "eu-north-1"} {"zone": "b"}"#,
        yields: #"{"region": "eu-north-1", "zone": "none"} {"region": "none", "zone": "b"}"#),
      Example(
        "An empty error code, too", query: #"default("ok", field=errorCode, replaceEmpty=true)"#,
        events: #"{"errorCode": ""} {"errorCode": "Denied"}"#,
        yields: #"{"errorCode": "ok"} {"errorCode": "Denied"}"#),
    ])

  private let value: String
  private let fields: [String]
  private let replacesEmpty: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    value = arguments[Self.value]
    fields = arguments[Self.field].map(\.text)
    replacesEmpty = arguments[Self.replaceEmpty]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[field].map(\.text)
    return FieldEffects(reads: fields, writes: fields)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    for field in fields {
      let column = batch[field] ?? .missing(count: batch.rowCount)
      batch.set(field, to: column.filled(with: value, alsoEmpty: replacesEmpty))
    }
  }
}
