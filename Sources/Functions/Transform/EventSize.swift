import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `eventSize()` is the number of bytes in the values of an event.
struct EventSize: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_eventSize")

  static let spec = FunctionSpec(
    "eventSize", in: .transform, kind: .transform,
    summary: "Counts the bytes of all values of the event.",
    details: ["Names of fields do not count; a server counts bytes as it stores them, so its numbers differ."],
    parameters: output,
    examples: [
      Example(
        "Events that are not empty", query: "eventSize(as=size) | size > 0 | count()",
        events: #"{"usr": "ida"} {"usr": "bo"}"#, yields: #"{"_count": "2"}"#),
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
    var sizes = [Int64](repeating: 0, count: batch.rowCount)
    for (name, column) in zip(batch.names, batch.columns) where !HiddenField.isHidden(name) {
      let texts = column.asText()
      for row in 0..<batch.rowCount { sizes[row] += Int64(texts.range(of: row).count) }
    }
    return .integer(NumberColumn(sizes, presence: batch.mask))
  }
}
