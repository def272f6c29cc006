import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `fieldset()`: the names of the fields that events have.
struct FieldSet: AggregateFunction {
  static let spec = FunctionSpec(
    "fieldset", in: .aggregate, kind: .aggregate,
    summary: "Lists the names of the fields that some event has.",
    details: ["The names stand in the field 'field', in descending order."],
    examples: [
      Example(
        "Fields of two events", query: "select([host, user]) | fieldset()",
        events: #"{"host": "a", "user": "ida"} {"host": "b"}"#, yields: #"{"field": "user"} {"field": "host"}"#)
    ],
    givesSeveralRows: true)

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writes: ["field"], survivors: .only([]))
  }

  func makeState(in context: RunContext) -> any AggregateState {
    FieldCountsState { fields in
      fields.keys.sorted(by: >).map { [("field", $0)] }
    }
  }
}
