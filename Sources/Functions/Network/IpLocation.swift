import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `ipLocation(field)`: where an address is.
struct IpLocation: TransformFunction {
  static let spec = FunctionSpec(
    "ipLocation", in: .network, kind: .transform,
    summary: "Adds country, city, lat and lon of an address.",
    details: [
      "They come from the MaxMind database that --mmdb names; without one no address is known, and a warning says so.",
      "What the database lacks is not added.",
    ],
    parameters: PlaceCall.field, PlaceCall.output,
    examples: [
      Example(
        "An address that nobody knows", query: "ipLocation(src)", events: #"{"src": "10.1.2.3"}"#,
        yields: #"{"src": "10.1.2.3"}"#)
    ])

  private static let names = ["country", "city", "lat", "lon"]
  private let call: PlaceCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = PlaceCall(arguments)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    PlaceCall.effects(of: arguments, writing: names)
  }

  func transform(_ batch: inout Batch, in context: RunContext) {
    call.write(to: &batch, of: Self.spec.name, in: context) { place in
      [
        ("country", place.country), ("city", place.city), ("lat", place.latitude.flatMap(\.sourceText)),
        ("lon", place.longitude.flatMap(\.sourceText)),
      ]
    }
  }
}
