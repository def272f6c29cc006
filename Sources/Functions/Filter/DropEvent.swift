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
      "In a parser the event is never stored; in a search the function means the filter false.",
      "In a case branch it makes the branch fail, so the next branch is tried.",
    ],
    examples: [
      Example(
        "Nothing remains", query: "dropEvent()", events: #"{"level": "debug"}"#, yields: ""),
    ])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    batch.dropAll()
  }
}
