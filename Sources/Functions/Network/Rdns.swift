import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `rdns(field)`: the newest events with the name of an address.
struct Rdns: AggregateFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "hostname")
  static let server = Parameter<String?>("server", "Server to ask; here the system's resolver is asked.", default: nil)
  static let limit = Parameter<Limit?>("limit", "The most events to keep.", default: nil)

  static let spec = FunctionSpec(
    "rdns", in: .network, kind: .aggregate,
    summary: "Adds the name of an address to the newest events, by asking the network.",
    details: [
      "The network is asked only with --allow-network; without it no name is found, and a warning says so.",
      "Private and reserved addresses are never asked for.",
    ],
    parameters: TextCall.field, output, server, limit,
    examples: [
      Example(
        "A private address has none", query: "rdns(src) | select([src, hostname])", events: #"{"src": "10.1.2.3"}"#,
        yields: #"{"src": "10.1.2.3"}"#)
    ],
    deprecation: "Write tail() | reverseDns(…).")

  static let standardLimit = 5000
  static let maximumLimit = 20_000

  private let call: TextCall
  private let limit: Limit?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
    limit = arguments[Self.limit]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [arguments[TextCall.field].text, "@timestamp"], writes: [arguments[output].text])
  }

  func makeState(in context: RunContext) -> any AggregateState {
    let call = call
    let most = context.effectiveLimit(limit, default: Self.standardLimit, maximum: Self.maximumLimit) ?? .max
    return SortedRowsState(.oldestFirst, keepsEvents: true, owner: "rdns", in: context) {
      (rows, groups, groupCount) throws(ExecutionError) in
      var kept: [UInt32] = []
      for run in GroupRuns(groups) { kept += run.suffix(most).map { UInt32($0) } }
      var named = rows.gather(kept)
      named.writeNames(of: call.field, to: call.target, most: .max, owner: "rdns", in: context)
      return GroupedRows(rows: named, groups: kept.map { groups[Int($0)] })
    }
  }
}
