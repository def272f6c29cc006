import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `reverseDns(field)`: the name of an address.
struct ReverseDns: TransformFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_hostname")
  static let server = Parameter<String?>("server", "Server to ask; here the system's resolver is asked.", default: nil)
  static let limit = Parameter<Int>("limit", "The most different addresses to ask for.", default: 5000, bounds: 1...1_000_000)

  static let spec = FunctionSpec(
    "reverseDns", in: .network, kind: .transform,
    summary: "Adds the name of an address, by asking the network.",
    details: [
      "The network is asked only with --allow-network; without it no name is found, and a warning says so.",
      "Private and reserved addresses are never asked for.",
    ],
    parameters: TextCall.field, output, server, limit,
    examples: [
      Example(
        "A private address has none", query: "head() | reverseDns(src) | select([src, _hostname])",
        events: #"{"src": "10.1.2.3"}"#, yields: #"{"src": "10.1.2.3"}"#)
    ],
    needsRows: true)

  private let call: TextCall
  private let most: Int

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
    most = arguments[Self.limit]
  }

  func transform(_ batch: inout Batch, in context: RunContext) {
    batch.writeNames(of: call.field, to: call.target, most: most, owner: "reverseDns", in: context)
  }
}

extension Batch {
  /// Writes the names of addresses where the network may be asked and knows them.
  mutating func writeNames(of field: String, to target: String, most: Int, owner: String, in context: RunContext) {
    guard let column = self[field] else { return }
    let texts = column.asText()
    var names: [String: String?] = [:]
    var fields = RowFields(rowCount: rowCount)
    mask.forEach { row in
      guard let text = texts.string(at: row), let address = IPAddress(text), !address.isReserved else { return }
      guard let resolve = context.environment.resolve else {
        context.warnings.add("\(owner)() asked for no name: the network is asked only with --allow-network")
        return
      }
      if names[text] == nil {
        guard names.count < most else {
          context.warnings.add("\(owner)() asked for \(most) addresses, its limit; others have no name")
          return
        }
        names[text] = .some(resolve(text))
      }
      if case .some(.some(let name)) = names[text] { fields.set(target, at: row, name.utf8) }
    }
    fields.assign(to: &self)
  }
}
