import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `sample(percentage=…)` keeps a share of the events, the same ones in every run.
struct Sample: FilterFunction {
  static let percentage = Parameter<Double>(
    "percentage", "Share of the events to keep, in percent.", unnamed: true, default: 1, bounds: 0...100)
  static let field = Parameter<FieldName>("field", "Field whose value decides.", default: "@timestamp")

  static let spec = FunctionSpec(
    "sample", in: .filter, kind: .filter,
    summary: "Keeps roughly the given percentage of the events.",
    details: [
      "A hash of the field's value decides, so events with equal values are kept or dropped together.",
      "An event without the field is dropped.",
    ],
    parameters: percentage, field,
    examples: [
      Example(
        "All events that have a user", query: "sample(field=usr, percentage=100)",
        events: #"{"usr": "ida"} {"host": "web-1"}"#, yields: #"{"usr": "ida"}"#),
      Example(
        "None", query: "sample(percentage=0, field=usr)", events: #"{"usr": "ida"} {"usr": "bo"}"#, yields: ""),
    ])

  private let field: String
  /// Hashes below this bound are kept.
  private let bound: UInt64

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    bound = UInt64(arguments[Self.percentage] / 100 * 0x1p32)
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    let bound = bound
    batch.keep(where: field) { UInt64(Murmur3.hash($0)) < bound }
  }
}
