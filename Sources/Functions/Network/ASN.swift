import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `asn(field)`: whose network an address belongs to.
struct ASN: TransformFunction {
  static let spec = FunctionSpec(
    "asn", in: .network, kind: .transform,
    summary: "Adds the number of an address's autonomous system, asn, and who runs it, org.",
    details: ["They come from the MaxMind database that --mmdb names; without one no address is known."],
    parameters: PlaceCall.field, PlaceCall.output,
    examples: [
      Example("No address", query: "asn(src)", events: #"{"src": "none"}"#, yields: #"{"src": "none"}"#)
    ])

  private static let names = ["asn", "org"]
  private let call: PlaceCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = PlaceCall(arguments)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    PlaceCall.effects(of: arguments, writing: names)
  }

  func transform(_ batch: inout Batch, in context: RunContext) {
    call.write(to: &batch, of: Self.spec.name, in: context) { place in
      [("asn", place.systemNumber.map { String($0) }), ("org", place.organisation)]
    }
  }
}
