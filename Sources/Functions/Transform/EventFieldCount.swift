import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `eventFieldCount()` is the number of fields an event has.
struct EventFieldCount: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_eventFieldCount")

  static let spec = FunctionSpec(
    "eventFieldCount", in: .transform, kind: .transform,
    summary: "Counts the fields of the event.",
    details: ["Tags, whose names start with #, are not counted; a server counts fields as it stores them."],
    parameters: output,
    examples: [
      Example(
        "Events with at least two fields", query: "eventFieldCount(as=n) | n >= 2 | count()",
        events: #"{"usr": "ida", "ip": "10.0.0.7"}"#, yields: #"{"_count": "1"}"#),
    ],
    readsStoredEvents: true)

  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    target = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writes: [arguments[output].text])
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    var counts = [Int64](repeating: 0, count: batch.rowCount)
    for (name, column) in zip(batch.names, batch.columns) where !HiddenField.isHidden(name) && name.first != "#" {
      for row in 0..<batch.rowCount where column.isPresent(row) { counts[row] += 1 }
    }
    return .integer(NumberColumn(counts, presence: batch.mask))
  }
}
