import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `drop([…])` removes fields.
struct Drop: TransformFunction {
  static let fields = Parameter<[FieldName]>("fields", "Fields to remove.", unnamed: true)

  static let spec = FunctionSpec(
    "drop", in: .transform, kind: .transform,
    summary: "Removes the named fields from every event.",
    details: ["Names of fields that do not exist are ignored, and the event stays even when nothing is left of it."],
    parameters: fields,
    examples: [
      Example(
        "Without the working fields", query: "drop([tmp, step])",
        events: #"{"usr": "ida", "tmp": "1", "step": "2"} {"usr": "bo"}"#, yields: #"{"usr": "ida"} {"usr": "bo"}"#),
    ])

  private let fields: [String]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.fields].map(\.text)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [])
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    for field in fields { batch.remove(field) }
  }
}
