import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `communityId(proto=…, sourceip=…, destinationip=…)`: the Community ID of a flow.
struct CommunityId: ValueFunction {
  static let proto = Parameter<FieldName>("proto", "Field with the protocol, by number or name.")
  static let sourceip = Parameter<FieldName>("sourceip", "Field with the source address.")
  static let sourceport = Parameter<FieldName?>("sourceport", "Field with the source port.", default: nil)
  static let destinationip = Parameter<FieldName>("destinationip", "Field with the destination address.")
  static let destinationport = Parameter<FieldName?>("destinationport", "Field with the destination port.", default: nil)
  static let icmptype = Parameter<FieldName?>("icmptype", "Field with the ICMP type.", default: nil)
  static let icmpcode = Parameter<FieldName?>("icmpcode", "Field with the ICMP code.", default: nil)
  static let seed = Parameter<Int>("seed", "Seed of the hash.", default: 0, bounds: 0...65_535)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_community_id")

  static let spec = FunctionSpec(
    "communityId", in: .network, kind: .transform,
    summary: "Computes the Community ID (version 1) of a network flow, the same in both directions.",
    details: [
      "Addresses, ports or protocols that are none give an empty text.",
      "Events of protocols without ports, such as GRE, need none in the fields named.",
    ],
    parameters: proto, sourceip, sourceport, destinationip, destinationport, icmptype, icmpcode, seed, output,
    examples: [
      Example(
        "A flow of TCP",
        query: "communityId(proto=p, sourceip=s, sourceport=sp, destinationip=d, destinationport=dp) | select(_community_id)",
        events: #"{"p": "tcp", "s": "128.232.110.120", "sp": "34855", "d": "66.35.250.204", "dp": "80"}"#,
        yields: #"{"_community_id": "1:LQU9qZlK+B5F3KDmev6m5PMibrg="}"#)
    ])

  private let fields: [String: String]
  private let seed: UInt16
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    var fields = [
      "proto": arguments[Self.proto].text, "sourceip": arguments[Self.sourceip].text,
      "destinationip": arguments[Self.destinationip].text,
    ]
    fields["sourceport"] = arguments[Self.sourceport]?.text
    fields["destinationport"] = arguments[Self.destinationport]?.text
    fields["icmptype"] = arguments[Self.icmptype]?.text
    fields["icmpcode"] = arguments[Self.icmpcode]?.text
    self.fields = fields
    if arguments[Self.icmptype] != nil, arguments[Self.icmpcode] == nil {
      throw .needsOther("icmptype", "icmpcode", at: arguments.located(Self.icmptype).range)
    }
    if arguments[Self.icmpcode] != nil, arguments[Self.icmptype] == nil {
      throw .needsOther("icmpcode", "icmptype", at: arguments.located(Self.icmpcode).range)
    }
    seed = UInt16(arguments[Self.seed])
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? {
    let texts = fields.mapValues { batch.text(of: $0) }
    var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
    for row in 0..<batch.rowCount {
      guard batch.mask[row] else {
        builder.appendMissing()
        continue
      }
      let flow = Flow(texts.compactMapValues { $0.string(at: row) }, hasPorts: fields["sourceport"] != nil)
      builder.append(flow?.identity(seed: seed) ?? "")
    }
    return .text(builder.finish())
  }
}

extension Diagnostic {
  fileprivate static func needsOther(_ name: String, _ other: String, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'\(name)' needs '\(other)' beside it", at: range,
      help: "Name both fields, or neither: icmptype=…, icmpcode=….")
  }
}
