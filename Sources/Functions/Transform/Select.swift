import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `select([…])` keeps only the named fields.
struct Select: TransformFunction {
  static let fields = Parameter<[FieldName]>("fields", "Fields to keep, in the order of the output.", unnamed: true)

  static let spec = FunctionSpec(
    "select", in: .transform, kind: .transform,
    summary: "Keeps only the named fields, in the given order.",
    details: [
      "It is no aggregate: it has no limit and does not sort.",
      "Fields such as @timestamp go too unless they are named.",
    ],
    parameters: fields,
    examples: [
      Example(
        "Who and from where", query: "select([usr, ip])",
        events: #"{"ip": "10.0.0.7", "usr": "ida", "ua": "cli/2"} {"usr": "bo"}"#,
        yields: #"{"usr": "ida", "ip": "10.0.0.7"} {"usr": "bo"}"#),
    ])

  private let fields: [String]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.fields].map(\.text)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[Self.fields].map(\.text)
    return FieldEffects(reads: fields, survivors: .only(fields))
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    batch.select(fields)
  }
}
