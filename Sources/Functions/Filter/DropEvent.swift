import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `dropEvent()` keeps no event: the filter `false` under another name.
struct DropEvent: FilterFunction {
  static let spec = FunctionSpec(
    "dropEvent", in: .filter, kind: .filter,
    summary: "Discards the event.",
    details: [
      "In a parser the event is gone, also out of the branch of a case; in a search the function means the filter false.",
      "In the branch of a case of a search it makes the branch fail, so the next one is tried.",
    ],
    examples: [
      Example(
        "Nothing remains", query: "dropEvent()", events: #"{"level": "debug"}"#, yields: ""),
    ],
    endsParsing: true)

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    batch.dropAll()
  }
}
