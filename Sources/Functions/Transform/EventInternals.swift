import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `eventInternals()` tells where a server stores an event, which for local files is one place.
struct EventInternals: TransformFunction {
  static let prefix = Parameter<String>("prefix", "Text before the names of the added fields.", default: "@")

  static let spec = FunctionSpec(
    "eventInternals", in: .transform, kind: .transform,
    summary: "Adds fields about where the event is stored.",
    details: ["Outside a server there is one data source: the field datasourceId says local."],
    parameters: prefix,
    examples: [
      Example(
        "The data source", query: #"eventInternals(prefix="in.") | select([usr, in.datasourceId])"#,
        events: #"{"usr": "ida"}"#, yields: #"{"usr": "ida", "in.datasourceId": "local"}"#),
    ],
    readsStoredEvents: true)

  private let field: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.prefix] + "datasourceId"
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], writes: [arguments[prefix] + "datasourceId"])
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    batch.set(field, to: .constant("local", count: batch.rowCount))
  }
}
